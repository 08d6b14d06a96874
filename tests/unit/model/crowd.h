/// Who came to a center, and what records show of what each caller brought.
#ifndef MODEL_CROWD_H
#define MODEL_CROWD_H

#include <hotline/record.h>
#include <hotline/replay.h>

enum { VISITS_SEEN = 6, NAME_SEEN = 8 };

/// How an attempt ended, as far as the caller's own draws follow from it.
typedef enum visit_end {
    VISIT_OPEN,
    VISIT_BLOCKED,
    VISIT_ABANDONED,
    VISIT_DROPPED,
    VISIT_UNRESOLVED,
    VISIT_OTHER
} visit_end;

/// What an attempt shows of the caller; -1: nothing.
typedef struct visit {
    sim_time came, left;
    sim_time work;      ///< talk and wrap-up that it brings
    sim_time patience;  ///< of those who gave up
    uint64_t ivr_steps; ///< as digits of base 8
    int talk_end;       ///< of its first talk
    int balks, accepts; ///< when it had to wait; when it was offered a call-back
    uint16_t site;      ///< where it came
    visit_end end;
    bool redials;
} visit;

typedef struct person {
    char class_name[NAME_SEEN];
    int64_t caller; ///< caller_address()
    uint32_t visit_count;
    visit visits[VISITS_SEEN]; ///< the first attempts, as long as the caller stays in its class
} person;

typedef struct crowd {
    const layout *layout;
    person *people; ///< in the order of class name and address, once gathered
    size_t count, capacity;
    uint32_t *person_of_slot;
    uint32_t slots;
} crowd;

/// What the comparison of two crowds has seen in both.
typedef struct crowd_overlap {
    size_t people, works, patiences, steps, balks, offers, talk_ends, redials, delays;
} crowd_overlap;

/// All callers of replication 2 of a scenario's text, changed by `sets`.
crowd crowd_gather(const char *text, const char *const *sets, size_t set_count);
void crowd_free(crowd *c);
/// The same caller of another crowd; NULL when it is not there.
const person *crowd_find(const crowd *c, const person *p);

/// What both runs show of a person must be the same; how far each got may differ.
void assert_same_person(const person *a, const person *b, crowd_overlap *seen);
/// And so are balking and redials, where no queue's length and no limit of redials takes part in them. `end`:
/// that of the duration, after which nobody calls again.
void assert_same_will(const person *a, const person *b, sim_time end, crowd_overlap *seen);

#endif
