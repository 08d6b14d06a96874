#define _POSIX_C_SOURCE 200809L

#include "temporary.h"

#include <dirent.h>
#include <unistd.h>

#include "base/text.h"
#include "center.h"
#include "support/test.h"

char *temporary_create(void) {
    const char *base = getenv("TMPDIR");
    char *folder = text_format("%s/hotline-test-XXXXXX", base && *base ? base : ".");
    assert_non_null(mkdtemp(folder));
    return folder;
}

void temporary_remove(char *folder) {
    DIR *opened = opendir(folder);
    assert_non_null(opened);
    for (struct dirent *entry; (entry = readdir(opened)) != NULL;) {
        char *path = temporary_path(folder, entry->d_name);
        (void)unlink(path);
        free(path);
    }
    (void)closedir(opened);
    assert_int_equal(rmdir(folder), 0);
    free(folder);
}

char *temporary_path(const char *folder, const char *name) {
    return text_format("%s/%s", folder, name);
}

uint8_t *file_take(const char *path, size_t *size) {
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    assert_int_equal(fseek(in, 0, SEEK_END), 0);
    *size = (size_t)ftell(in);
    rewind(in);
    uint8_t *bytes = memory_new(*size, 1);
    assert_int_equal(fread(bytes, 1, *size, in), *size);
    (void)fclose(in);
    return bytes;
}

void file_put(const char *path, const uint8_t *bytes, size_t size) {
    // A file that is cut and written again is flushed to the disk by some file systems; a new one is not.
    (void)unlink(path);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, size, out), size);
    assert_int_equal(fclose(out), 0);
}

bool file_exists(const char *path) {
    return access(path, F_OK) == 0;
}

trace_header center_header(void) {
    return (trace_header){.layout = center_layout(),
                          .scenario_text = "{\"hotline\": 1}\n",
                          .scenario_hash = UINT64_C(0xFEDCBA9876543210),
                          .seed = UINT64_MAX - 6,
                          .replication = 41,
                          .version = "0.0-test"};
}

void trace_make(const char *path, const record *records, size_t count, uint32_t records_per_chunk) {
    trace_header h = center_header();
    trace_writer *w;
    input_error err = {0};
    if (!trace_writer_open(&w, path, &h, records_per_chunk, &err))
        fail_msg("%s: %s", err.file, err.text);
    // Batches of another size than chunks, as a simulation hands them on.
    for (size_t i = 0; i < count; i += 77)
        trace_writer_observe(w, records + i, count - i < 77 ? count - i : 77);
    if (!trace_writer_close(w, &err))
        fail_msg("%s: %s", err.file, err.text);
}
