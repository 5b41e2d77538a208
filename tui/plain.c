/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/plain.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "tui/drill_choice.h"
#include "tui/editor.h"
#include "tui/importer.h"
#include "tui/simulate.h"
#include "tui/wording.h"

struct plain {
    struct invocation *invocation;
    struct collection *collection;
    struct session *session;
    FILE *out;
    bool six_grades;
    bool leaving;
};

char *plain_read_line(FILE *in)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length = getline(&line, &room, in);
    if (length < 0) {
        free(line);
        return NULL;
    }
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
        line[--length] = '\0';
    return line;
}

/* The columns of a terminal, where a person reads; 0 elsewhere: programs and readers aloud get
 * whole lines. */
static int columns_of(FILE *out)
{
    struct winsize size;
    int file = fileno(out);
    if (file < 0 || !isatty(file) || ioctl(file, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col >= 20 ? size.ws_col : 0;
}

/* How much of a line goes before the break: at a blank, where there is one. */
static size_t fitting(const char *line, size_t length, int columns)
{
    if (columns <= 0 || text_width(line, length) <= columns)
        return length;
    size_t most = text_fit(line, length, columns), at = most;
    while (at > 0 && line[at] != ' ')
        at--;
    size_t first = strspn(line, " "); /* a display stays behind its blanks */
    return at > first ? at : most;
}

void plain_print(FILE *out, const char *indent, const char *text)
{
    struct text safe = {0};
    text_append_safe(&safe, text, strlen(text), true);
    const char *at = text_string(&safe);
    int columns = columns_of(out), taken = text_width(indent, strlen(indent));
    for (bool begins = true; *at;) {
        size_t length = strcspn(at, "\n"), part = fitting(at, length, columns - taken);
        (void)fprintf(out, "%*s%.*s\n", taken, begins ? indent : "", (int)part, at);
        begins = part == length;
        at += part;
        at += part < length ? strspn(at, " ") : (size_t)(*at == '\n');
    }
    text_release(&safe);
}

/* "(Day 4, Docker > Components)": where the card comes from, before it is asked. */
static void print_context(struct plain *plain, const struct card *card)
{
    struct text heading = {0};
    if (card->source_count)
        wording_heading(&card->sources[0], &heading);
    if (!heading.length && card->topic)
        text_append(&heading, card->topic);
    if (heading.length)
        plain_print(plain->out, "  ", text_string(&heading));
    text_release(&heading);
}

static void print_card(struct plain *plain, const struct session_item *item, long position,
                       long total)
{
    (void)fprintf(plain->out, "\n[%ld/%ld] card%s\n", position, total,
                  item->again ? session_summary(plain->session)->cram ? ", again" : ", again today"
                  : item->is_new ? ", new"
                                 : "");
    print_context(plain, &item->card);
    plain_print(plain->out, "Q: ", item->card.front);
    (void)fprintf(plain->out, "Enter shows the answer (u e ! x b i s d q):\n");
}

void plain_question(FILE *out, const char *mark, const struct problem *problem)
{
    struct text text = {0};
    text_append_bytes(&text, problem->prompt, problem_question_length(problem));
    plain_print(out, mark, text_string(&text));
    text_clear(&text);
    problem_list_choices(problem, &text);
    if (text.length)
        plain_print(out, "   ", text_string(&text) + 1);
    text_release(&text);
}

void plain_answer(FILE *out, const char *mark, const struct problem *problem)
{
    struct text text = {0};
    text_append(&text, mark);
    problem_tell_answer(problem, &text);
    plain_print(out, "", text_string(&text));
    text_release(&text);
    for (size_t i = 0; i < problem->step_count; i++)
        plain_print(out, "   ", problem->steps[i]);
}

static void print_problem(struct plain *plain, const struct session_item *item, long position,
                          long total)
{
    (void)fprintf(plain->out, "\n[%ld/%ld] %s: %s\n", position, total,
                  item->kind == ITEM_DRILL ? "drill" : "prediction", item->title);
    plain_question(plain->out, "Q: ", &item->problem);
    (void)fprintf(plain->out, "Type an answer (? hint, g give up, k skip, u undo, q leave):\n");
}

static void show_item(struct plain *plain)
{
    const struct session_item *item = session_item(plain->session);
    long position, total;
    if (!item)
        return;
    session_progress(plain->session, &position, &total);
    if (item->kind == ITEM_CARD)
        print_card(plain, item, position, total);
    else
        print_problem(plain, item, position, total);
}

/* The grade that a digit stands for; -1: none. Four keys stand for 1, 3, 4 and 5 of SM-2. */
static int grade_of_digit(const struct plain *plain, char digit)
{
    static const int four[] = {1, 3, 4, 5};
    if (plain->six_grades)
        return digit >= '0' && digit <= '5' ? digit - '0' : -1;
    return digit >= '1' && digit <= '4' ? four[digit - '1'] : -1;
}

/* What a digit that stands for a grade is called. */
static const char *grade_name(const struct plain *plain, char digit)
{
    static const char *const four[] = {"again", "hard", "good", "easy"};
    static const char *const six[] = {"blackout", "wrong", "nearly", "hard", "good", "perfect"};
    int at = plain->six_grades ? digit - '0' : digit - '1';
    return plain->six_grades ? six[at] : four[at < 0 ? 0 : at];
}

static bool print_grades(struct plain *plain, struct error *error)
{
    struct text line = {0};
    int days[6] = {0};
    bool known = session_preview(plain->session, days, error);
    if (error->kind != ERROR_NONE)
        return false;
    for (int digit = '0'; digit <= '5'; digit++) {
        int grade = grade_of_digit(plain, (char)digit);
        if (grade < 0)
            continue;
        text_printf(&line, "%s%c %s", line.length ? ", " : "", digit,
                    grade_name(plain, (char)digit));
        if (!known)
            continue;
        text_append(&line, " (");
        wording_interval(days[grade], &line);
        text_append(&line, ")");
    }
    (void)fprintf(plain->out, "Grade: %s\n", text_string(&line));
    text_release(&line);
    return true;
}

static void print_source(struct plain *plain, const struct card *card)
{
    if (!card->source_count)
        return;
    struct text place = {0};
    text_printf(&place, "%s:%ld", card->sources[0].file, card->sources[0].line);
    plain_print(plain->out, "   from ", text_string(&place));
    text_release(&place);
}

static bool reveal(struct plain *plain, struct error *error)
{
    const struct session_item *item = session_item(plain->session);
    session_reveal(plain->session);
    if (item->card.kind == CARD_CLOZE) {
        struct text filled = {0};
        wording_cloze(item->card.front, item->card.back, &filled);
        plain_print(plain->out, "A: ", item->card.back);
        plain_print(plain->out, "   ", text_string(&filled));
        text_release(&filled);
    } else {
        plain_print(plain->out, "A: ", item->card.back);
    }
    print_source(plain, &item->card);
    if (item->drill)
        (void)fprintf(plain->out, "   d drills what it is about: %s\n", item->drill->title);
    return print_grades(plain, error);
}

static void saved(struct plain *plain, const char *what)
{
    (void)fprintf(plain->out, "saved: %s\n", what);
    (void)fflush(plain->out);
}

static bool grade(struct plain *plain, int value, struct error *error)
{
    struct graded graded;
    struct text line = {0};
    if (!session_grade(plain->session, value, &graded, error))
        return false;
    day_number today = collection_today(plain->collection);
    text_printf(&line, "grade %d, ", value);
    if (session_summary(plain->session)->cram) {
        text_append(&line, graded.again_today ? "comes again in this practice" : "practised");
    } else {
        text_append(&line, "next ");
        wording_interval(graded.again_today ? 0 : graded.after.due - today, &line);
    }
    saved(plain, text_string(&line));
    text_release(&line);
    if (graded.day_earned)
        (void)fprintf(plain->out, "This day is earned.\n");
    show_item(plain);
    return true;
}

static void print_schedule(const struct schedule *schedule, FILE *out)
{
    char due[DAY_TEXT];
    if (!schedule->reviewed) {
        (void)fprintf(out, "   not reviewed yet\n");
        return;
    }
    (void)fprintf(out, "   repetitions %d, interval %d days, ", schedule->repetitions,
                  schedule->interval_days);
    if (isnan(schedule->stability))
        (void)fprintf(out, "ease %.2f, ", schedule_ease(schedule));
    else
        (void)fprintf(out, "stability %.1f days, difficulty %.1f of 10, ", schedule->stability,
                      schedule->difficulty);
    (void)fprintf(out, "due %s\n", day_format(schedule->due, due));
}

static void print_information(struct plain *plain, const struct card *card)
{
    (void)fprintf(plain->out, "   id %s, %s, pattern %s, confidence %.2f\n", card->id,
                  card_kind_name(card->kind), card->pattern, card->confidence);
    if (card->reason)
        plain_print(plain->out, "   ", card->reason);
    for (size_t i = 0; i < card->source_count; i++) {
        struct text place = {0};
        text_printf(&place, "%s:%ld-%ld", card->sources[i].file, card->sources[i].line,
                    card->sources[i].end_line);
        plain_print(plain->out, "   ", text_string(&place));
        text_release(&place);
    }
    const struct drill *drill = drill_for_card(card);
    if (drill)
        (void)fprintf(plain->out, "   drill %s: %s\n", drill->name, drill->title);
    print_schedule(&card->schedule, plain->out);
}

static bool care(struct plain *plain, enum care what, const char *text, const char *said,
                 struct error *error)
{
    if (!session_care(plain->session, what, text, error))
        return false;
    saved(plain, said);
    show_item(plain);
    return true;
}

static bool undo(struct plain *plain, struct error *error)
{
    bool found;
    if (!session_undo(plain->session, &found, error))
        return false;
    if (found)
        saved(plain, "undone");
    else
        (void)fprintf(plain->out, "There is nothing to undo in this session.\n");
    show_item(plain);
    return true;
}

/* An editor that fails is said, and the session goes on. */
static bool edit(struct plain *plain, const struct card *card, struct error *error)
{
    struct error failed = {0};
    (void)fflush(plain->out);
    if (!card->source_count) {
        (void)fprintf(plain->out, "This card has no source file to edit.\n");
        return true;
    }
    if (!editor_run(card->sources[0].file, card->sources[0].line, &failed)) {
        plain_print(plain->out, "", failed.message);
        return true;
    }
    if (!import_refresh(plain->collection, error) || !session_refresh(plain->session, error))
        return false;
    (void)fprintf(plain->out, "The file was read again.\n");
    show_item(plain);
    return true;
}

/* Practice of what the card is about; then the card waits for its grade again. */
static bool practise(struct plain *plain, struct error *error)
{
    const struct drill *drill = session_item(plain->session)->drill;
    if (session_phase(plain->session) != SESSION_REVEALED || !drill) {
        (void)fprintf(plain->out, drill ? "Press Enter to see the answer first.\n"
                                        : "No drill belongs to this card.\n");
        return true;
    }
    struct session *practice = session_practise(plain->session, drill, error);
    if (!practice)
        return false;
    bool good = plain_session(plain->invocation, plain->collection, practice, error);
    session_free(practice);
    if (good)
        (void)fprintf(plain->out, "\nBack to the card.\n");
    return good && reveal(plain, error);
}

static bool card_key(struct plain *plain, const char *line, struct error *error)
{
    const struct card *card = &session_item(plain->session)->card;
    const char *rest = line + 1 + strspn(line + 1, " \t");
    switch (line[0]) {
    case '!':
        return care(plain, CARE_SUSPEND, NULL, "suspended", error);
    case 'x':
        return care(plain, CARE_REJECT, *rest ? rest : NULL, "rejected", error);
    case 'b':
        return care(plain, CARE_BURY, NULL, "buried until tomorrow", error);
    case 'e':
        return edit(plain, card, error);
    case 'i':
        print_information(plain, card);
        return true;
    case 'd':
        return practise(plain, error);
    case 's':
        if (simulate_exists(card->simulation))
            return simulate_plain(card->simulation, plain->invocation->seed,
                                  &plain->invocation->clock, plain->out, error);
        (void)fprintf(plain->out, "This card has no simulation.\n");
        return true;
    default:
        (void)fprintf(plain->out,
                      "Enter shows the answer, a digit grades; u undo, e edit, ! suspend, "
                      "x reject, b bury, i information, s simulation, d drill, q leave.\n");
        return true;
    }
}

static bool card_line(struct plain *plain, const char *line, struct error *error)
{
    bool revealed = session_phase(plain->session) == SESSION_REVEALED;
    int value = line[0] && !line[1] ? grade_of_digit(plain, line[0]) : -1;
    if (!line[0])
        return revealed ? print_grades(plain, error) : reveal(plain, error);
    if (value >= 0 && revealed)
        return grade(plain, value, error);
    if (isdigit((unsigned char)line[0])) {
        (void)fprintf(plain->out, revealed ? "That is none of the grades.\n"
                                           : "Press Enter to see the answer first.\n");
        return true;
    }
    return card_key(plain, line, error);
}

/* After an answer to a drill or prediction: what was right, and how to get there. */
static bool show_judgement(struct plain *plain, struct error *error)
{
    const struct session_item *item = session_item(plain->session);
    const struct judgement *judgement = &item->judgement;
    if (judgement->read_as[0])
        plain_print(plain->out, "Read as: ", judgement->read_as);
    if (session_phase(plain->session) != SESSION_JUDGED) {
        if (judgement->message[0])
            plain_print(plain->out, "", judgement->message);
        return true;
    }
    struct text line = {0};
    text_append(&line, judgement->verdict == VERDICT_CORRECT ? "Correct"
                       : item->grade == 0                    ? "Given up"
                                                             : "Not right");
    if (judgement_reason(judgement)[0])
        text_printf(&line, ": %s", judgement_reason(judgement));
    text_append(&line, ". The answer is ");
    plain_answer(plain->out, text_string(&line), &item->problem);
    text_clear(&line);
    text_printf(&line, "%s grade %d", item_kind_name(item->kind), item->grade);
    saved(plain, text_string(&line));
    text_release(&line);
    if (!session_continue(plain->session, error))
        return false;
    show_item(plain);
    return true;
}

static bool problem_line(struct plain *plain, const char *line, struct error *error)
{
    char key = line[0] && !line[1] ? line[0] : '\0';
    if (!line[0]) {
        (void)fprintf(plain->out, "Type an answer, or ? for a hint, g to give up, k to skip.\n");
        return true;
    }
    if (key == '?') {
        const char *hint = session_hint(plain->session);
        plain_print(plain->out, "Hint: ", hint ? hint : "there are no more hints");
        return true;
    }
    if (key == 'k') {
        bool good = session_skip(plain->session, error);
        show_item(plain);
        return good;
    }
    if (!(key == 'g' ? session_give_up(plain->session, error)
                     : session_type(plain->session, line, error)))
        return false;
    return show_judgement(plain, error);
}

static bool take_line(struct plain *plain, const char *line, struct error *error)
{
    if (!strcmp(line, "q")) {
        plain->leaving = true;
        return true;
    }
    if (!strcmp(line, "u"))
        return undo(plain, error);
    return session_item(plain->session)->kind == ITEM_CARD ? card_line(plain, line, error)
                                                           : problem_line(plain, line, error);
}

bool plain_session(struct invocation *invocation, struct collection *collection,
                   struct session *session, struct error *error)
{
    struct plain plain = {
        .invocation = invocation,
        .collection = collection,
        .session = session,
        .out = invocation->out,
        .six_grades = collection_setting_integer(collection, "six-grades") != 0,
    };
    bool good = true;
    if (session_summary(session)->cram)
        (void)fprintf(plain.out, "Practice: changes no schedule.\n");
    show_item(&plain);
    while (good && !plain.leaving && session_phase(session) != SESSION_OVER) {
        (void)fflush(plain.out);
        char *line = plain_read_line(invocation->in);
        if (!line)
            break;
        good = take_line(&plain, line, error);
        free(line);
    }
    return good;
}

void plain_summary(FILE *out, struct collection *collection, const struct session_summary *summary)
{
    struct text line = {0};
    struct error ignored = {0};
    struct streak streak = {0};
    struct plan plan = {0};
    long tomorrow = 0;
    wording_count(summary->cards, "card", "cards", &line);
    text_append(&line, ", ");
    wording_count(summary->drills, "drill", "drills", &line);
    text_append(&line, ", ");
    wording_count(summary->predictions, "prediction", "predictions", &line);
    text_append(&line, " in ");
    wording_duration(summary->milliseconds, &line);
    (void)fprintf(out, "\nDone: %s.\n", text_string(&line));
    text_clear(&line);
    wording_time_over(summary->minutes, summary->left, &line);
    if (line.length)
        (void)fprintf(out, "%s\n", text_string(&line));
    if (summary->cram)
        (void)fprintf(out, "It was practice: no schedule changed.\n");
    if (collection_forecast(collection, collection_today(collection) + 1, 1, &tomorrow, &ignored))
        (void)fprintf(out, "Tomorrow: %ld due.\n", tomorrow);
    if (collection_plan(collection, NULL, 0, &plan, &ignored) && plan.count)
        (void)fprintf(out, "Still to do today: %zu.\n", plan.count);
    if (collection_streak(collection, &streak, &ignored)) {
        text_clear(&line);
        wording_streak(&streak, &line);
        (void)fprintf(out, "%s\n", text_string(&line));
        streak_release(&streak);
    }
    plan_release(&plan);
    text_release(&line);
}
