/// Names of files.
#ifndef BASE_PATH_H
#define BASE_PATH_H

/// The path `other` as it stands in the file `file`: relative to its folder unless it is absolute. Free with
/// free().
char *path_beside(const char *file, const char *other);

/// The name of the file that writing to `path` would write to: what a link leads to, even when nothing is
/// there yet. Free with free(); NULL, and errno set, when links lead in circles.
char *path_resolve(const char *path);

#endif
