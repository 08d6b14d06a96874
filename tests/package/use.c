#include <hotline/experiment.h>
#include <hotline/report.h>

int main(int argc, char **argv) {
    scenario_file *file = NULL;
    input_error err = {0};
    results r;
    if (argc == 2 && scenario_load(argv[1], NULL, &file, &err)) {
        experiment e = {
            .file = file, .schemes = &(size_t){0}, .scheme_count = 1, .replications = 2, .seed = 1};
        if (experiment_run(&e, &r, &err))
            report_json(&r, &(report_options){.confidence = 0.95}, stdout);
    }
    if (err.kind)
        input_error_print(&err, stderr);
    return (int)err.kind;
}
