/// The JSON Schema of what report_json and `check --json` print. The measures come from their own table.
#include <hotline/report.h>

#include <stdio.h>

/// The shape around the measures: report_json.c and the command `check` write it.
static const char *const head[] = {
    "{\n",
    "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n",
    "  \"title\": \"hotline results, version 1\",\n",
    "  \"description\": \"what run, compare and check print with --json\",\n",
    "  \"oneOf\": [{\"$ref\": \"#/$defs/results\"}, {\"$ref\": \"#/$defs/check\"}],\n",
    "  \"$defs\": {\n",
    "    \"number\": {\"type\": [\"number\", \"null\"], \"description\": \"null: undefined\"},\n",
    "    \"count\": {\"type\": \"integer\", \"minimum\": 0},\n",
    "    \"status\": {\"enum\": [\"met\", \"missed\", \"undecided\"]},\n",
    "    \"estimate\": {\"type\": \"object\", \"required\": [\"mean\", \"sd\", \"half_width\"],\n",
    "      \"properties\": {\"mean\": {\"$ref\": \"#/$defs/number\"}, \"sd\": {\"$ref\": "
    "\"#/$defs/number\"},\n",
    "        \"half_width\": {\"$ref\": \"#/$defs/number\"}}, \"additionalProperties\": false},\n",
    "    \"difference\": {\"type\": \"object\", \"required\": [\"mean\", \"half_width\", "
    "\"variance_ratio\"],\n",
    "      \"properties\": {\"mean\": {\"$ref\": \"#/$defs/number\"}, \"half_width\": {\"$ref\": "
    "\"#/$defs/number\"},\n",
    "        \"variance_ratio\": {\"$ref\": \"#/$defs/number\"}}, \"additionalProperties\": false},\n",
    "    \"results\": {\"type\": \"object\",\n",
    "      \"required\": [\"hotline_result\", \"provenance\", \"confidence\", \"schemes\"],\n",
    "      \"properties\": {\n",
    "        \"hotline_result\": {\"const\": 1},\n",
    "        \"provenance\": {\"$ref\": \"#/$defs/provenance\"},\n",
    "        \"confidence\": {\"type\": \"number\", \"exclusiveMinimum\": 0, \"exclusiveMaximum\": 1},\n",
    "        \"schemes\": {\"type\": \"object\", \"additionalProperties\": {\"$ref\": "
    "\"#/$defs/scheme\"}},\n",
    "        \"targets\": {\"type\": \"object\", \"description\": \"by target, then by scheme\",\n",
    "          \"additionalProperties\": {\"type\": \"object\", \"additionalProperties\": {\"$ref\": "
    "\"#/$defs/verdict\"}}},\n",
    "        \"differences\": {\"type\": \"object\", \"description\": \"paired, by \\\"A-B\\\" for A minus "
    "B\",\n",
    "          \"additionalProperties\": {\"type\": \"object\", \"additionalProperties\": {\"$ref\": "
    "\"#/$defs/difference\"}}},\n",
    "        \"class_differences\": {\"type\": \"object\", \"description\": \"the same by class\",\n",
    "          \"additionalProperties\": {\"type\": \"object\", \"additionalProperties\": {\"type\": "
    "\"object\",\n",
    "            \"additionalProperties\": {\"$ref\": \"#/$defs/difference\"}}}},\n",
    "        \"scores\": {\"type\": \"object\", \"additionalProperties\": {\"$ref\": "
    "\"#/$defs/estimate\"}},\n",
    "        \"recommendation\": {\"type\": \"object\", \"required\": [\"scheme\", \"reason\"],\n",
    "          \"properties\": {\"scheme\": {\"type\": [\"string\", \"null\"], \"description\": \"null: "
    "undecided\"},\n",
    "            \"reason\": {\"type\": \"string\"}}, \"additionalProperties\": false}},\n",
    "      \"additionalProperties\": false},\n",
    "    \"provenance\": {\"type\": \"object\",\n",
    "      \"required\": [\"version\", \"scenario\", \"scenario_hash\", \"set\", \"seed\", "
    "\"replications\"],\n",
    "      \"properties\": {\"version\": {\"type\": \"string\"}, \"scenario\": {\"type\": \"string\"},\n",
    "        \"scenario_hash\": {\"type\": \"string\", \"pattern\": \"^[0-9a-f]{16}$\"},\n",
    "        \"set\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}},\n",
    "        \"seed\": {\"$ref\": \"#/$defs/count\"}, \"replications\": {\"$ref\": \"#/$defs/count\"},\n",
    "        \"batches\": {\"$ref\": \"#/$defs/count\"},\n",
    "        \"partial\": {\"const\": true, \"description\": \"interrupted\"}}},\n",
    "    \"verdict\": {\"type\": \"object\", \"required\": [\"status\", \"value\", \"half_width\", "
    "\"expected\", \"replications\"],\n",
    "      \"properties\": {\"status\": {\"$ref\": \"#/$defs/status\"}, \"value\": {\"$ref\": "
    "\"#/$defs/number\"},\n",
    "        \"half_width\": {\"$ref\": \"#/$defs/number\"}, \"at_least\": {\"type\": \"number\"},\n",
    "        \"at_most\": {\"type\": \"number\"}, \"expected\": {\"$ref\": \"#/$defs/status\"},\n",
    "        \"replications\": {\"type\": \"object\", \"required\": [\"met\", \"defined\", \"share\"],\n",
    "          \"description\": \"whose own value keeps the bound, of those that have one; with batches: "
    "batches\",\n",
    "          \"properties\": {\"met\": {\"$ref\": \"#/$defs/count\"}, \"defined\": {\"$ref\": "
    "\"#/$defs/count\"},\n",
    "            \"share\": {\"$ref\": \"#/$defs/number\"}}, \"additionalProperties\": false},\n",
    "        \"after\": {\"type\": \"string\", \"description\": \"the event after which it is judged\"},\n",
    "        \"from\": {\"type\": \"string\", \"description\": \"begin of what is looked at then\"},\n",
    "        \"to\": {\"type\": \"string\"}}, \"additionalProperties\": false},\n",
    "    \"check\": {\"type\": \"object\", \"required\": [\"hotline_check\", \"as_expected\", \"partial\", "
    "\"files\"],\n",
    "      \"properties\": {\"hotline_check\": {\"const\": 1}, \"as_expected\": {\"type\": \"boolean\"},\n",
    "        \"partial\": {\"type\": \"boolean\"},\n",
    "        \"files\": {\"type\": \"array\", \"items\": {\"type\": \"object\",\n",
    "          \"required\": [\"file\", \"scenario\", \"seed\", \"replications\", \"targets\"],\n",
    "          \"properties\": {\"file\": {\"type\": \"string\"}, \"scenario\": {\"type\": \"string\"},\n",
    "            \"seed\": {\"$ref\": \"#/$defs/count\"}, \"replications\": {\"$ref\": \"#/$defs/count\"},\n",
    "            \"targets\": {\"type\": \"object\", \"additionalProperties\": {\"type\": \"object\",\n",
    "              \"additionalProperties\": {\"$ref\": \"#/$defs/verdict\"}}}}}}},\n",
    "      \"additionalProperties\": false},\n",
    "    \"scheme\": {\"type\": \"object\", \"required\": [\"title\", \"metrics\"],\n",
    "      \"additionalProperties\": false,\n",
    "      \"properties\": {\"title\": {\"type\": \"string\"},\n",
    "        \"autocorrelation\": {\"type\": \"object\", \"required\": [\"metric\", \"lag1\", "
    "\"significant\"],\n",
    "          \"properties\": {\"metric\": {\"type\": \"string\"}, \"lag1\": {\"$ref\": "
    "\"#/$defs/number\"},\n",
    "            \"significant\": {\"type\": \"boolean\"}}, \"additionalProperties\": false},\n",
    "        \"wait_histogram\": {\"type\": \"object\", \"required\": [\"count\", \"immediate\", "
    "\"bins\"],\n",
    "          \"properties\": {\"count\": {\"$ref\": \"#/$defs/count\"}, \"immediate\": {\"$ref\": "
    "\"#/$defs/count\"},\n",
    "            \"bins\": {\"type\": \"array\", \"items\": {\"type\": \"object\", \"required\": [\"from\", "
    "\"to\", \"count\"],\n",
    "              \"properties\": {\"from\": {\"type\": \"number\"}, \"to\": {\"type\": \"number\"},\n",
    "                \"count\": {\"$ref\": \"#/$defs/count\"}}, \"additionalProperties\": false}}},\n",
    "          \"additionalProperties\": false},\n",
    "        \"metrics\": {\"type\": \"object\",\n",
    "        \"required\": [\"all\", \"classes\", \"groups\", \"sites\", \"intervals\"],\n",
    "        \"properties\": {\"all\": {\"$ref\": \"#/$defs/all\"},\n",
    "          \"classes\": {\"type\": \"object\", \"additionalProperties\": {\"$ref\": "
    "\"#/$defs/class\"}},\n",
    "          \"groups\": {\"type\": \"object\", \"additionalProperties\": {\"$ref\": "
    "\"#/$defs/group\"}},\n",
    "          \"sites\": {\"type\": \"object\", \"additionalProperties\": {\"$ref\": \"#/$defs/site\"}},\n",
    "          \"intervals\": {\"type\": \"array\", \"items\": {\"type\": \"object\",\n",
    "            \"required\": [\"from\", \"to\", \"all\", \"classes\", \"groups\"],\n",
    "            \"properties\": {\"from\": {\"type\": \"string\"}, \"to\": {\"type\": \"string\"},\n",
    "              \"all\": {\"$ref\": \"#/$defs/interval\"},\n",
    "              \"classes\": {\"type\": \"object\", \"additionalProperties\": {\"$ref\": "
    "\"#/$defs/interval_class\"}},\n",
    "              \"groups\": {\"type\": \"object\", \"additionalProperties\": {\"$ref\": "
    "\"#/$defs/interval_group\"}}}}}}}}}",
};

/// The measures that results have for one kind of thing. Those with a parameter ("service_level@30s") are
/// there when the scenario asks for them.
static void measures_print(const char *name, metric_scope scope, FILE *out) {
    const char *between = "";
    (void)fprintf(out, ",\n    \"%s\": {\"type\": \"object\", \"properties\": {", name);
    for (size_t i = 0; i < metric_count(); i++) {
        const metric *m = metric_at(i);
        if (!metric_in_scope(m, scope))
            continue;
        (void)fprintf(out, "%s\n      \"%s\": {\"$ref\": \"#/$defs/estimate\"}", between, metric_name(m));
        between = ",";
    }
    (void)fputs("},\n      \"required\": [", out);
    between = "";
    for (size_t i = 0; i < metric_count(); i++) {
        if (!metric_in_scope(metric_at(i), scope))
            continue;
        (void)fprintf(out, "%s\"%s\"", between, metric_name(metric_at(i)));
        between = ", ";
    }
    (void)fputs("],\n      \"patternProperties\": {\"^[a-z_]+@\": {\"$ref\": \"#/$defs/estimate\"}},\n"
                "      \"additionalProperties\": false}",
                out);
}

void report_schema_print(FILE *out) {
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        (void)fputs(head[i], out);
    measures_print("all", SCOPE_ALL, out);
    measures_print("class", SCOPE_CLASS, out);
    measures_print("group", SCOPE_GROUP, out);
    measures_print("site", SCOPE_SITE, out);
    measures_print("interval", SCOPE_INTERVAL, out);
    measures_print("interval_class", SCOPE_INTERVAL_CLASS, out);
    measures_print("interval_group", SCOPE_INTERVAL_GROUP, out);
    (void)fputs("\n  }\n}\n", out);
}
