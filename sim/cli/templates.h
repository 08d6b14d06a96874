/// Scenarios to begin with: the files of scenarios/templates, built in.
#ifndef CLI_TEMPLATES_H
#define CLI_TEMPLATES_H

typedef struct scenario_template {
    const char *name;
    const char *text;
} scenario_template;

/// The first is the one for those who name none; ended by {NULL, NULL}.
extern const scenario_template scenario_templates[];

#endif
