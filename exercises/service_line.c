/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/service_line.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

/* --- Who waits ----------------------------------------------------------------------------------
 */

static void fifo_grow(struct fifo *fifo)
{
    size_t room = fifo->room ? 2 * fifo->room : 64;
    double *items = memory_allocate(room, sizeof *items);
    for (size_t i = 0; i < fifo->count; i++)
        items[i] = fifo_at(fifo, i);
    free(fifo->items);
    *fifo = (struct fifo){.items = items, .count = fifo->count, .room = room};
}

void fifo_push(struct fifo *fifo, double item)
{
    if (fifo->count == fifo->room)
        fifo_grow(fifo);
    fifo->items[(fifo->head + fifo->count++) & (fifo->room - 1)] = item;
}

double fifo_pop(struct fifo *fifo)
{
    double item = fifo->items[fifo->head];
    fifo->head = (fifo->head + 1) & (fifo->room - 1);
    fifo->count--;
    return item;
}

double fifo_at(const struct fifo *fifo, size_t position)
{
    return fifo->items[(fifo->head + position) & (fifo->room - 1)];
}

void fifo_copy(struct fifo *to, const struct fifo *from)
{
    *to = *from;
    to->items = memory_allocate(from->room, sizeof *to->items);
    if (from->room)
        memcpy(to->items, from->items, from->room * sizeof *to->items);
}

/* --- Who is served ------------------------------------------------------------------------------
 */

/* The one at the top goes down to where it belongs. */
static void sift_down(struct departure *heap, size_t count, struct departure own)
{
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        child += child + 1 < count && heap[child + 1].at < heap[child].at;
        if (own.at <= heap[child].at)
            break;
        heap[at] = heap[child];
    }
    heap[at] = own;
}

static void heap_push(struct service_line *line, struct departure own)
{
    memory_reserve((void **)&line->leaving, line->busy, &line->leaving_room, sizeof own);
    struct departure *heap = line->leaving;
    size_t at = line->busy++;
    for (; at > 0 && own.at < heap[(at - 1) / 2].at; at = (at - 1) / 2)
        heap[at] = heap[(at - 1) / 2];
    heap[at] = own;
}

/* The next customer, who came at `came`, is served at `place` from now on. */
static struct departure begin_service(struct service_line *line, double came, uint32_t place,
                                      gsl_rng *rng)
{
    double lasts = gsl_ran_exponential(rng, line->service), wait = line->clock - came;
    struct departure departure = {line->clock + lasts, place};
    if (line->idle)
        line->places[place] = (struct place){line->started, line->clock, departure.at, true};
    line->started++;
    latency_add(&line->latency, wait, wait + lasts);
    return departure;
}

static void begin_at_idle(struct service_line *line, double came, gsl_rng *rng)
{
    uint32_t place = line->idle ? line->idle[--line->idle_count] : 0;
    heap_push(line, begin_service(line, came, place, rng));
}

static bool has_idle(const struct service_line *line)
{
    return line->busy - line->sent_away < line->ready;
}

/* --- Events -------------------------------------------------------------------------------------
 */

void service_line_init(struct service_line *line, uint64_t customers, double service, size_t ready,
                       bool places, double duration)
{
    *line = (struct service_line){.service = service, .customers = customers, .ready = ready};
    latency_init(&line->latency, customers, !places);
    over_time_init(&line->over, duration);
    if (!places)
        return;
    line->place_count = line->idle_count = ready;
    line->places = memory_allocate(ready, sizeof *line->places);
    line->idle = memory_allocate(ready, sizeof *line->idle);
    for (size_t i = 0; i < ready; i++)
        line->idle[i] = (uint32_t)(ready - 1 - i);
}

void service_line_release(struct service_line *line)
{
    free(line->waiting.items);
    free(line->leaving);
    free(line->places);
    free(line->idle);
    latency_release(&line->latency);
}

void service_line_copy(struct service_line *to, const struct service_line *from)
{
    *to = *from;
    fifo_copy(&to->waiting, &from->waiting);
    latency_copy(&to->latency, &from->latency);
    to->leaving = memory_allocate(from->leaving_room, sizeof *to->leaving);
    if (from->busy)
        memcpy(to->leaving, from->leaving, from->busy * sizeof *to->leaving);
    if (!from->idle)
        return;
    to->places = memory_allocate(from->place_count, sizeof *to->places);
    memcpy(to->places, from->places, from->place_count * sizeof *to->places);
    to->idle = memory_allocate(from->place_count, sizeof *to->idle);
    memcpy(to->idle, from->idle, from->place_count * sizeof *to->idle);
}

double service_line_next(const struct service_line *line)
{
    return line->busy ? line->leaving[0].at : INFINITY;
}

void service_line_pass(struct service_line *line, double to)
{
    double levels[OVER_TIME_LEVELS] = {
        [SERVICE_WAITING] = (double)line->waiting.count,
        [SERVICE_BUSY] = (double)line->busy,
        [SERVICE_THERE] = (double)(line->ready + line->sent_away),
        [SERVICE_PAID] = line->paid,
    };
    over_time_advance(&line->over, to, levels);
    line->clock = to;
}

/* The first of a batch of customers comes, or, behind the last, nobody. */
static void mark(struct service_line *line)
{
    const struct latency *latency = &line->latency;
    uint64_t due = latency->warm_up + (uint64_t)line->over.marked * latency->batch_size;
    if (line->arrived == due)
        over_time_mark(&line->over);
}

void service_line_arrive(struct service_line *line, double at, gsl_rng *rng)
{
    service_line_pass(line, at);
    mark(line);
    if (line->arrived == line->customers)
        return;
    line->event = (struct service_event){.kind = SERVICE_IN_LINE, .customer = line->arrived++};
    if (has_idle(line)) {
        line->event.kind = SERVICE_BEGUN_AT_ONCE;
        line->event.place = line->idle ? line->idle[line->idle_count - 1] : 0;
        begin_at_idle(line, at, rng);
        return;
    }
    fifo_push(&line->waiting, at);
    if (line->waiting.count > line->most_waiting)
        line->most_waiting = line->waiting.count;
}

static void worker_rests(struct service_line *line, uint32_t place)
{
    struct departure last = line->leaving[--line->busy];
    if (line->busy)
        sift_down(line->leaving, line->busy, last);
    if (line->idle) {
        line->idle[line->idle_count++] = place;
        line->places[place].busy = false;
    }
}

void service_line_depart(struct service_line *line, gsl_rng *rng)
{
    struct departure done = line->leaving[0];
    service_line_pass(line, done.at);
    line->finished++;
    line->event = (struct service_event){.kind = SERVICE_DONE, .place = done.place};
    if (line->idle)
        line->event.customer = line->places[done.place].customer;
    if (line->sent_away || !line->waiting.count) {
        line->sent_away -= line->sent_away > 0;
        worker_rests(line, done.place);
        return;
    }
    double came = fifo_pop(&line->waiting);
    line->event.kind = SERVICE_DONE_NEXT;
    line->event.next = line->started;
    line->event.waited = line->clock - came;
    sift_down(line->leaving, line->busy, begin_service(line, came, done.place, rng));
}

void service_line_staff(struct service_line *line, size_t ready, gsl_rng *rng)
{
    size_t staying = line->busy - line->sent_away;
    line->ready = ready;
    if (staying > ready)
        line->sent_away += staying - ready;
    while (line->waiting.count && has_idle(line))
        begin_at_idle(line, fifo_pop(&line->waiting), rng);
}
