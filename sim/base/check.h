/// Asserts: input errors are values, bugs are asserts, nothing in between.
#ifndef BASE_CHECK_H
#define BASE_CHECK_H

/// Prints the claim and its place, and aborts.
_Noreturn void check_failed(const char *claim, const char *file, int line);

/// Arguments of functions: always on.
#define SIM_REQUIRE(claim) ((claim) ? (void)0 : check_failed(#claim, __FILE__, __LINE__))

/// Everything else: on unless NDEBUG.
#ifdef NDEBUG
#define SIM_ASSERT(claim) ((void)sizeof(claim))
#else
#define SIM_ASSERT(claim) SIM_REQUIRE(claim)
#endif

/// Walks of whole structures: on in checked builds only.
#ifdef HOTLINE_CHECKED
#define SIM_VALIDATE(claim) SIM_REQUIRE(claim)
#else
#define SIM_VALIDATE(claim) ((void)0)
#endif

#define SIM_UNREACHABLE() check_failed("unreachable", __FILE__, __LINE__)

#endif
