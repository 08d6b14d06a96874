#include "support/test.h"

#include <gsl/gsl_cdf.h>

#include "random/law.h"
#include "random/ziggurat.h"

enum { DRAWS = 2000000, CELLS = 1000 };

static const stream_family family = {.seed = 11, .replication = 0};

static double exponential_density(double x) {
    return exp(-x);
}

static double normal_density(double x) {
    return exp(-x * x / 2);
}

/// Every layer has the area of the lowest one, tail included; heights are the density at the edges; `inside`
/// is the edge above in units of one's own. To 1e-12: the tables are rounded once, areas are differences of
/// densities.
static void assert_layers(const ziggurat *z, double density(double), double tail_area) {
    const ziggurat_layer *of = z->layers;
    double area = z->tail * density(z->tail) + tail_area, above = 0;
    assert_near(of[0].height, 1, 0);
    for (int i = 1; i < ZIGGURAT_LAYERS; i++) {
        double edge = of[i].width * 0x1p53;
        assert_near(of[i].height, density(edge), 1e-15);
        assert_near(edge * (of[i - 1].height - of[i].height), area, 1e-12 * area * edge);
        assert_near((double)of[i].inside * of[i].width, above, 1e-14);
        above = edge;
    }
    assert_near(above, z->tail, 1e-15 * z->tail);
    assert_near(of[0].width * 0x1p53, area / density(z->tail), 1e-12);
    assert_near((double)of[0].inside * of[0].width, z->tail, 1e-14);
}

static void layers_have_one_area(void **state) {
    (void)state;
    assert_layers(&ziggurat_exponential, exponential_density, exp(-ziggurat_exponential.tail));
    assert_layers(&ziggurat_normal, normal_density,
                  sqrt(8 * atan(1)) * gsl_cdf_ugaussian_Q(ziggurat_normal.tail));
}

typedef struct sample {
    double cells[CELLS]; ///< equally likely
    double sum, squares, beyond;
} sample;

static void sample_add(sample *s, double x, double cdf, double tail) {
    size_t cell = (size_t)(cdf * CELLS);
    s->cells[cell < CELLS ? cell : CELLS - 1]++;
    s->sum += x;
    s->squares += x * x;
    s->beyond += fabs(x) > tail;
}

/// Chi-square over the cells, first and second moment, draws in the tail: each within 4.5 standard errors of
/// what it must be, which holds by chance in all but 7e-6 of seeds.
static void assert_sample(const sample *s, double mean, double square, double square_variance,
                          double beyond) {
    double expected = (double)DRAWS / CELLS, chi_square = 0;
    for (int i = 0; i < CELLS; i++)
        chi_square += (s->cells[i] - expected) * (s->cells[i] - expected) / expected;
    assert_near(chi_square, CELLS - 1, 4.5 * sqrt(2.0 * (CELLS - 1)));
    assert_near(s->sum / DRAWS, mean, 4.5 * sqrt((square - mean * mean) / DRAWS));
    assert_near(s->squares / DRAWS, square, 4.5 * sqrt(square_variance / DRAWS));
    assert_near(s->beyond, DRAWS * beyond, 4.5 * sqrt(DRAWS * beyond));
}

static void exponential_follows_its_law(void **state) {
    (void)state;
    sample all = {.sum = 0};
    stream s;
    stream_open(&s, &family, STREAM_TEST, 1, 0, 0);
    for (int i = 0; i < DRAWS; i++) {
        double x = exponential_draw(&s);
        assert_true(x >= 0);
        sample_add(&all, x, -expm1(-x), ziggurat_exponential.tail);
    }
    assert_sample(&all, 1, 2, 20, exp(-ziggurat_exponential.tail));
}

static void normal_follows_its_law(void **state) {
    (void)state;
    sample all = {.sum = 0};
    stream s;
    stream_open(&s, &family, STREAM_TEST, 2, 0, 0);
    for (int i = 0; i < DRAWS; i++) {
        double x = normal_draw(&s);
        sample_add(&all, x, erfc(-x / sqrt(2)) / 2, ziggurat_normal.tail);
    }
    assert_sample(&all, 0, 1, 2, 2 * gsl_cdf_ugaussian_Q(ziggurat_normal.tail));
}

/// Of each law: the value of a first word, where that decides, is the value of the stream; and it mostly
/// decides.
static void one_word_gives_what_its_stream_gives(void **state) {
    (void)state;
    enum { STREAMS = 20000 };
    law laws[] = {law_constant(3), law_exponential(180), law_lognormal(110, 1.1)};
    for (size_t k = 0; k < sizeof laws / sizeof laws[0]; k++) {
        int decided = 0;
        for (uint64_t i = 0; i < STREAMS; i++) {
            stream words, s;
            stream_open(&words, &family, STREAM_TEST, 3, i, 0);
            uint64_t word = stream_word(&words);
            stream_open_with(&s, &family, STREAM_TALK, 3, i, word);
            double by_word;
            if (!law_try(&laws[k], word, &by_word))
                continue;
            decided++;
            assert_true(by_word == law_draw(&laws[k], &s));
        }
        assert_true(decided > STREAMS * 97 / 100);
    }
    double unused;
    law gamma = law_gamma(1, 1);
    assert_false(law_try(&gamma, 1, &unused));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers_have_one_area),
        cmocka_unit_test(exponential_follows_its_law),
        cmocka_unit_test(normal_follows_its_law),
        cmocka_unit_test(one_word_gives_what_its_stream_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
