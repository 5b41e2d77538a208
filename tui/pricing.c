/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/pricing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "tui/json.h"

enum { NUMBER = 64 };

char *pricing_path(void)
{
    char *folder = folder_of_user("XDG_CONFIG_HOME");
    char *path = path_join(folder, "prices.csv");
    free(folder);
    return path;
}

bool pricing_open(struct pricing *pricing, const struct simulation *simulation,
                  const struct clock *clock, struct error *error)
{
    struct instant now = clock_now(clock);
    *pricing = (struct pricing){.today = study_day(&now, 0)};
    if (simulation && !price_is_used(simulation))
        return true;
    char *path = pricing_path();
    pricing->book = price_book_open(path, error);
    free(path);
    return pricing->book != NULL;
}

void pricing_release(struct pricing *pricing)
{
    price_book_free(pricing->book);
    pricing->book = NULL;
}

bool pricing_defaults(const struct pricing *pricing, const struct simulation *simulation,
                      double *values, struct error *error)
{
    simulation_defaults(simulation, values);
    return price_book_apply(pricing->book, simulation, values, error);
}

/* --- What a run made of them --------------------------------------------------------------------
 */

static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* The row that a value comes from: what the person's row does not say is the shipped one's. */
static const struct price *row_of(const struct price_book *book, const struct parameter *parameter)
{
    const struct price *row = price_find(book, parameter->price);
    bool shipped = row && ((parameter->price_field == PRICE_TIER_TO && row->shipped_tier) ||
                           (parameter->price_field == PRICE_MINIMUM_DAYS && row->shipped_days));
    return shipped ? price_find(price_book_shipped(), parameter->price) : row;
}

static struct price_use use_of(const struct pricing *pricing, const struct parameter *parameter,
                               double value)
{
    const struct price_book *book = pricing->book ? pricing->book : price_book_shipped();
    struct price_use use = {
        .parameter = parameter, .row = row_of(book, parameter), .value = value, .used = true};
    struct error unused = {0};
    (void)price_value(book, parameter, &use.listed, &unused);
    use.changed = !same(use.value, use.listed);
    return use;
}

/* Whether an observation names the row; `*any`: whether one names any row. */
static bool is_named(const struct report *report, const char *id, bool *any)
{
    *any = false;
    for (size_t i = 0; i < report->observation_count; i++) {
        const char *const *ids = report->observations[i].prices;
        for (; ids && *ids; ids++) {
            *any = true;
            if (!strcmp(*ids, id))
                return true;
        }
    }
    return false;
}

static bool comes_before(const struct price_use *a, const struct price_use *b)
{
    return a->row && (!b->row || a->row->as_of < b->row->as_of);
}

size_t pricing_uses(const struct pricing *pricing, const struct run *run,
                    const struct report *report, struct price_use *uses)
{
    const struct simulation *simulation = run_simulation(run);
    size_t count = 0;
    bool any;
    for (size_t i = 0; i < simulation->parameter_count; i++) {
        const struct parameter *parameter = &simulation->parameters[i];
        if (!parameter->price)
            continue;
        struct price_use use = use_of(pricing, parameter, run_values(run)[i]);
        use.used = is_named(report, parameter->price, &any) || !any;
        size_t at = count++;
        for (; at > 0 && comes_before(&use, &uses[at - 1]); at--)
            uses[at] = uses[at - 1];
        uses[at] = use;
    }
    return count;
}

/* --- In words -----------------------------------------------------------------------------------
 */

/* "your own of 2026-11-01 (20 days old), my bill" */
static void append_origin(const struct pricing *pricing, const struct price *row, struct text *out)
{
    char day[DAY_TEXT], age[PRICE_AGE_TEXT];
    text_printf(out, "%sof %s (%s), %s", row->own ? "your own " : "", day_format(row->as_of, day),
                price_age_format(row, pricing->today, age), row->source);
}

static void append_heading(const struct pricing *pricing, const struct price *row, struct text *out)
{
    append_origin(pricing, row, out);
    if (row->confidence[0])
        text_printf(out, " (%s confidence)", row->confidence);
    text_append(out, "\n");
}

static bool together(const struct price *a, const struct price *b)
{
    return a && b && a->as_of == b->as_of && a->own == b->own && !strcmp(a->source, b->source) &&
           !strcmp(a->confidence, b->confidence);
}

static void append_use(const struct price_use *use, struct text *out)
{
    char value[NUMBER], listed[NUMBER];
    parameter_format(use->parameter, use->value, value, sizeof value);
    parameter_format(use->parameter, use->listed, listed, sizeof listed);
    text_printf(out, "  %-22s %s %s", use->parameter->name, value, use->parameter->unit);
    if (use->changed)
        text_printf(out, ", set by hand%s%s", use->row ? "; the row says " : "",
                    use->row ? listed : "");
    text_append(out, "\n");
}

/* Rows of one date and source may stand apart in the order of age; each group is told once. */
static void append_group(const struct pricing *pricing, const struct price_use *uses, size_t count,
                         size_t first, struct text *out)
{
    const struct price *row = uses[first].row;
    for (size_t i = 0; i < first; i++)
        if (uses[i].row == row || together(uses[i].row, row))
            return;
    if (row)
        append_heading(pricing, row, out);
    else
        text_append(out, "not in the list of prices\n");
    for (size_t i = first; i < count; i++)
        if (uses[i].row == row || together(uses[i].row, row))
            append_use(&uses[i], out);
}

void pricing_text(const struct pricing *pricing, const struct run *run, const struct report *report,
                  struct text *out)
{
    struct price_use uses[MOST_PARAMETERS];
    size_t all = pricing_uses(pricing, run, report, uses), count = 0;
    for (size_t i = 0; i < all; i++)
        if (uses[i].used)
            uses[count++] = uses[i];
    if (count)
        text_append(out, "Prices used, oldest first\n");
    for (size_t i = 0; i < count; i++)
        append_group(pricing, uses, count, i, out);
}

void pricing_help(const struct pricing *pricing, const struct parameter *parameter, double value,
                  struct text *out)
{
    struct price_use use = use_of(pricing, parameter, value);
    char listed[NUMBER];
    parameter_format(parameter, use.listed, listed, sizeof listed);
    text_printf(out, "%s: %s, ", parameter->name, parameter->unit);
    if (use.changed)
        text_printf(out, "set by hand%s%s", use.row ? "; the row says " : "",
                    use.row ? listed : "");
    if (use.changed && use.row)
        text_append(out, ", ");
    if (use.row)
        append_origin(pricing, use.row, out);
    else if (!use.changed)
        text_append(out, "not in the list of prices");
}

/* --- All rows -----------------------------------------------------------------------------------
 */

static bool is_listed(const struct simulation *simulation, const struct price *row)
{
    if (!simulation)
        return true;
    for (size_t i = 0; i < simulation->parameter_count; i++)
        if (simulation->parameters[i].price && !strcmp(simulation->parameters[i].price, row->id))
            return true;
    return false;
}

static void append_part(struct text *out, const char *part)
{
    if (part[0])
        text_printf(out, ", %s", part);
}

static void append_row(const struct price *row, struct text *out)
{
    char amount[NUMBER];
    struct text what = {0};
    price_format(row->amount, amount, sizeof amount);
    text_printf(out, "  %-22s %s USD per %s", row->id, amount, row->unit);
    append_part(&what, row->sku);
    append_part(&what, row->region);
    if (isfinite(row->tier_to))
        text_printf(&what, ", from %.12g to %.12g", row->tier_from, row->tier_to);
    else if (row->tier_from > 0)
        text_printf(&what, ", from %.12g", row->tier_from);
    if (row->minimum_days > 0)
        text_printf(&what, ", for %.12g days at least", row->minimum_days);
    append_part(&what, row->note);
    text_printf(out, "%s\n", text_string(&what));
    text_release(&what);
}

void pricing_list(const struct pricing *pricing, const struct simulation *simulation,
                  struct text *out)
{
    const struct price *before = NULL;
    for (size_t i = 0; i < pricing->book->count; i++) {
        const struct price *row = &pricing->book->prices[i];
        if (!is_listed(simulation, row))
            continue;
        if (!together(before, row))
            append_heading(pricing, row, out);
        append_row(row, out);
        before = row;
    }
}

/* --- As JSON ------------------------------------------------------------------------------------
 */

static json_t *said(const char *text)
{
    return text && text[0] ? json_text(text) : json_null();
}

static json_t *use_json(const struct pricing *pricing, const struct price_use *use)
{
    const struct price *row = use->row;
    json_t *value = json_object();
    json_object_set_new(value, "id", json_text(use->parameter->price));
    json_object_set_new(value, "parameter", json_text(use->parameter->name));
    json_object_set_new(value, "price", json_number(use->value));
    json_object_set_new(value, "unit", json_text(use->parameter->unit));
    json_object_set_new(value, "listed", json_number(use->listed));
    json_object_set_new(value, "as_of", json_day(row ? row->as_of : DAY_NONE));
    json_object_set_new(value, "age_days",
                        row ? json_integer(price_age_days(row, pricing->today)) : json_null());
    json_object_set_new(value, "source", said(row ? row->source : NULL));
    json_object_set_new(value, "confidence", said(row ? row->confidence : NULL));
    json_object_set_new(value, "own", json_boolean(row && row->own));
    json_object_set_new(value, "changed", json_boolean(use->changed));
    json_object_set_new(value, "used", json_boolean(use->used));
    return value;
}

json_t *pricing_json(const struct pricing *pricing, const struct run *run,
                     const struct report *report)
{
    struct price_use uses[MOST_PARAMETERS];
    size_t count = pricing_uses(pricing, run, report, uses);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, use_json(pricing, &uses[i]));
    return list;
}

static json_t *row_json(const struct pricing *pricing, const struct price *row)
{
    json_t *value = json_object();
    json_object_set_new(value, "id", json_text(row->id));
    json_object_set_new(value, "provider", said(row->provider));
    json_object_set_new(value, "service", said(row->service));
    json_object_set_new(value, "sku", said(row->sku));
    json_object_set_new(value, "region", said(row->region));
    json_object_set_new(value, "unit", json_text(row->unit));
    json_object_set_new(value, "price", json_number(row->amount));
    json_object_set_new(value, "tier_from", json_number(row->tier_from));
    json_object_set_new(value, "tier_to", json_number(row->tier_to));
    json_object_set_new(value, "minimum_days", json_number(row->minimum_days));
    json_object_set_new(value, "as_of", json_day(row->as_of));
    json_object_set_new(value, "age_days", json_integer(price_age_days(row, pricing->today)));
    json_object_set_new(value, "source", json_text(row->source));
    json_object_set_new(value, "source_kind", said(row->source_kind));
    json_object_set_new(value, "confidence", said(row->confidence));
    json_object_set_new(value, "note", said(row->note));
    json_object_set_new(value, "own", json_boolean(row->own));
    json_object_set_new(value, "file", json_text(row->file));
    json_object_set_new(value, "line", json_integer(row->line));
    return value;
}

json_t *pricing_list_json(const struct pricing *pricing, const struct simulation *simulation)
{
    json_t *list = json_array();
    for (size_t i = 0; i < pricing->book->count; i++)
        if (is_listed(simulation, &pricing->book->prices[i]))
            json_array_append_new(list, row_json(pricing, &pricing->book->prices[i]));
    return list;
}
