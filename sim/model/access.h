/// The way in and out: entry, trunk, IVR port.
#ifndef MODEL_ACCESS_H
#define MODEL_ACCESS_H

#include <hotline/sim.h>

#include "model/calls.h"

typedef struct site {
    sim_time since; ///< the last change of what is up
    uint32_t trunks_used, ports_used;
    uint32_t trunks, ivr_ports;    ///< that work now; UNLIMITED
    uint32_t setups;               ///< calls that may be set up a second now; UNLIMITED
    sim_time setup_due, gap_due;   ///< when the next call would be set up, or admitted, if they came evenly
    uint32_t lost[CAPACITY_COUNT]; ///< what failures and outages have taken, which may be more than there is
    bool ages;                     ///< some component ages only while a call is on a trunk
    uint32_t waiting, waiting_on_line;    ///< calls in its queues, and those of them that take a place there
    uint32_t first_at_port, last_at_port; ///< calls that wait for an IVR port, in the order of their arrival
    uint32_t platform_down, seats_down;   ///< number of present causes
    uint32_t losses;                      ///< how often the platform was lost
    uint16_t entry;                       ///< who takes the calls to this site, NO_INDEX16: nobody
} site;

/// Finds out whether some site limits what it admits, or lets calls overflow.
void access_begin(sim *s);
void access_attempt(sim *s, call *c);
void access_block(sim *s, call *c, blocked_cause cause);
/// A trunk of the site where the call is, if one is free.
bool access_take_trunk(sim *s, call *c);
/// Gives back its trunk, if it holds one.
void access_release_trunk(sim *s, call *c);
bool access_take_port(sim *s, const call *c);
/// Gives free ports to those who wait for one.
void access_serve_ports(sim *s, uint16_t site_index);
/// Gives back its port; whoever waits for it longest gets it.
void access_release_port(sim *s, const call *c);
void access_wait_for_port(sim *s, call *c);
/// The call no longer waits for a port.
void access_forget_port(sim *s, call *c);
/// Lets `entry` lead to `to` (NO_INDEX16: nowhere).
void access_set_entry(sim *s, uint16_t entry, uint16_t to);

#endif
