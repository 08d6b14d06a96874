#include <hotline/scenario.h>

int main(void) {
    scenario_schema_print(stdout);
    return 0;
}
