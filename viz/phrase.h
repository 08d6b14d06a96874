/// Numbers and times as short texts.
#ifndef VIZ_PHRASE_H
#define VIZ_PHRASE_H

#include <hotline/layout.h>

enum { PHRASE_SIZE = 64 };

/// "12,345".
void phrase_count(double value, char text[PHRASE_SIZE]);
/// The percentage of a share as it is shown with `decimals`: only all of it is 100.
double phrase_percentage(double share, int decimals);
/// "83.4%", "100%", "<0.1%" when little but not nothing; a dash when undefined.
void phrase_percent(double share, int decimals, char text[PHRASE_SIZE]);
/// "12.3 s", "2:05 min"; a dash when undefined.
void phrase_seconds(double seconds, char text[PHRASE_SIZE]);
/// "85%", "99.95%": a bound in as many decimals as it needs, up to 3.
void phrase_bound(double share, char text[PHRASE_SIZE]);
/// "5.5 s", "40 s", "16 min", "2 min 40 s", "1 h 5 min".
void phrase_span(sim_time span, char text[PHRASE_SIZE]);
/// "9:42", "1:02:33".
void phrase_countdown(sim_time left, char text[PHRASE_SIZE]);
/// "182 / 240", "182 / no limit".
void phrase_of_limit(uint32_t count, uint32_t limit, char text[PHRASE_SIZE]);
/// The acceptable waiting time of all classes: "15 s", "15 s to 20 s".
void phrase_awt(const layout *l, char text[PHRASE_SIZE]);
/// "08:30", and on longer timelines "Mon 7 Mar".
void phrase_tick(civil_time at, bool is_day, char text[PHRASE_SIZE]);
/// "Monday", "7 March 2011".
const char *phrase_weekday(civil_time at);
void phrase_date(civil_time at, char text[PHRASE_SIZE]);

#endif
