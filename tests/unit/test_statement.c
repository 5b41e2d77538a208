/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sentence patterns ask, and what they leave alone, in notes on many subjects. */
#include <string.h>

#include "content/pattern.h"
#include "tests/support/suite.h"

static void gather(const char *text, struct harvest *harvest)
{
    memset(harvest, 0, sizeof *harvest);
    content_harvest("/note.md", text, strlen(text), NULL, harvest);
}

static bool is_asked(const struct harvest *harvest, const char *front, const char *back)
{
    for (size_t i = 0; i < harvest->draft_count; i++)
        if (!strcmp(harvest->drafts[i].front, front) && !strcmp(harvest->drafts[i].back, back))
            return true;
    return false;
}

struct asked {
    const char *note, *front, *back;
};

static void assert_asked(const struct asked *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct harvest harvest;
        gather(cases[i].note, &harvest);
        for (size_t d = 0;
             !is_asked(&harvest, cases[i].front, cases[i].back) && d < harvest.draft_count; d++)
            print_message("got: %s => %s\n", harvest.drafts[d].front, harvest.drafts[d].back);
        if (!is_asked(&harvest, cases[i].front, cases[i].back))
            fail_msg("%s\nis not asked: %s => %s", cases[i].note, cases[i].front, cases[i].back);
        harvest_release(&harvest);
    }
}

/* No question whose front holds `part`. A gap in the sentence itself asks nothing that the sentence
 * does not say. */
struct silent {
    const char *note, *part;
};

static void assert_silent(const struct silent *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct harvest harvest;
        gather(cases[i].note, &harvest);
        for (size_t d = 0; d < harvest.draft_count; d++)
            if (harvest.drafts[d].kind != CARD_CLOZE &&
                strstr(harvest.drafts[d].front, cases[i].part))
                fail_msg("%s\nasks: %s => %s (%s)", cases[i].note, harvest.drafts[d].front,
                         harvest.drafts[d].back, harvest.drafts[d].pattern);
        harvest_release(&harvest);
    }
}

#define ASSERT_ASKED(cases) assert_asked(cases, sizeof(cases) / sizeof *(cases))
#define ASSERT_SILENT(cases) assert_silent(cases, sizeof(cases) / sizeof *(cases))

static void questions_name_their_place(void **state)
{
    static const struct asked cases[] = {
        {"# Mitochondria\n\nThe matrix contains enzymes of the citric acid cycle.\n",
         "Mitochondria: what does the matrix contain?", "Enzymes of the citric acid cycle"},
        {"# Spring framework\n\n## Notes\n\nRequest scope is rare. Retry rules are stored in YAML "
         "files.\n",
         "Spring framework: what are retry rules stored in?", "YAML files"},
        {"# Water cycle\n\nThe cycle moves water between the sea and the air.\n",
         "What does the Water cycle move?", "Water between the sea and the air"},
        {"# Torts\n\nThe parol evidence rule excludes prior oral statements.\n",
         "Torts: what does the parol evidence rule exclude?", "Prior oral statements"},
        {"# Collections\n\nBTrees keep their keys in sorted order.\n", "What do BTrees keep?",
         "Keys in sorted order"},
    };
    (void)state;
    ASSERT_ASKED(cases);
}

static void verbs_are_found(void **state)
{
    static const struct asked cases[] = {
        {"Async functions return a future.\n", "What do async functions return?", "A future"},
        {"The doctrine of frustration excuses both parties. Frustration occurs when an event makes "
         "performance impossible.\n",
         "When does frustration occur?", "When an event makes performance impossible"},
        {"Helicase unwinds the double helix.\n", "What does Helicase unwind?", "The double helix"},
        {"Henry VIII broke with Rome because the pope refused to annul his marriage.\n",
         "Why did Henry VIII break with Rome?", "Because the pope refused to annul his marriage"},
        {"The printing press helped to spread the ideas of Erasmus.\n",
         "What did the printing press help to do?", "Spread the ideas of Erasmus"},
    };
    (void)state;
    ASSERT_ASKED(cases);
}

static void nobody_is_no_subject(void **state)
{
    static const struct silent cases[] = {
        {"Scientists use a centrifuge to separate the layers.\n", "scientists"},
        {"Almost every court system has an appeal chamber.\n", "almost"},
        {"An example proof uses induction over the tree.\n", "example"},
        {"Similar rules apply to partnerships and trusts.\n", "similar"},
    };
    (void)state;
    ASSERT_SILENT(cases);
}

static void states_ask_naturally(void **state)
{
    static const struct asked cases[] = {
        {"Lichens are common in alpine meadows.\n", "Where are lichens common?",
         "In alpine meadows"},
        {"Field goals are crucial to the outcome of close games.\n",
         "What are field goals crucial for?", "The outcome of close games"},
        {"Procedural macros are expanded before type checking.\n",
         "When are procedural macros expanded?", "Before type checking"},
        {"The treaty drafts were written in close collaboration with the allies.\n",
         "How were the treaty drafts written?", "In close collaboration with the allies"},
        {"A public good is non-rival and non-excludable.\n", "How is a public good described?",
         "Non-rival and non-excludable"},
        {"Seismic waves are commonly recorded using seismographs and buoys.\n",
         "What are seismic waves recorded with?", "Seismographs and buoys"},

    };
    (void)state;
    ASSERT_ASKED(cases);
}

static void verbs_ask_for_what_matters(void **state)
{
    static const struct asked cases[] = {
        {"The sodium pump has a major effect on the resting potential.\n",
         "What does the sodium pump have a major effect on?", "The resting potential"},
        {"Aquaporin channels provide better water flow through the membrane.\n",
         "What do aquaporin channels improve?", "Water flow through the membrane"},
        {"Illegitimate pressure makes the contract voidable.\n",
         "What does illegitimate pressure make voidable?", "The contract"},
        {"Glycolysis takes place in the cytoplasm.\n", "Where does Glycolysis take place?",
         "In the cytoplasm"},
        {"Retaining walls need to be drained at their base.\n",
         "What do retaining walls need to be?", "Drained at their base"},
        {"Vaccines work by training the immune system.\n", "How do vaccines work?",
         "By training the immune system"},
        {"Interest rates may differ between member states.\n", "How may interest rates differ?",
         "Between member states"},
        {"Rebase merges the branch as well as rewrites its history.\n", "What does Rebase merge?",
         "The branch"},

    };
    (void)state;
    ASSERT_ASKED(cases);
}

static void answers_say_something(void **state)
{
    static const struct silent cases[] = {
        {"Bog plants have countless other adaptations.\n", "bog plants"},
        {"Sensor networks are used in a variety of industries.\n", "sensor networks"},
        {"Sea turtles have many enemies.\n", "sea turtles"},
        {"The planner will find a way to reach that state.\n", "planner"},
        {"Red-black trees are more efficient in inserting keys.\n", "efficient"},
        {"A spinning disk might be capable of reading quickly.\n", "capable"},

    };
    (void)state;
    ASSERT_SILENT(cases);
}

static void definitions_are_whole(void **state)
{
    static const struct asked cases[] = {
        {"Consideration is something of value given in exchange for a promise.\n",
         "What is consideration?", "Something of value given in exchange for a promise"},
        {"Liquidated damages are damages fixed in advance by the parties.\n",
         "What are liquidated damages?", "Damages fixed in advance by the parties"},
        {"Brownie mixes are dry mixes sold in boxes, and a common pitfall is baking them for too "
         "long.\n",
         "What is a common pitfall of brownie mixes?", "Baking them for too long"},
        {"A marsupial is a type of mammal.\n", "What is a marsupial a type of?", "Mammal"},
        {"Array slices let you refer to a run of elements.\n", "What do array slices let you do?",
         "Refer to a run of elements"},

    };
    (void)state;
    ASSERT_ASKED(cases);
}

static void addresses_and_adjectives_are_left_alone(void **state)
{
    static const struct silent cases[] = {
        {"The loopback address is ::1 and the gateway listens at night.\n", "[...]"},
        {"Version 2.4 of the server runs on 10.0.0.1 in the lab.\n", "[...]"},
        {"Antibiotics are useless against viruses because viruses have no cell wall.\n",
         "what are antibiotics"},
        {"Antibiotics are useless against viruses because viruses have no cell wall.\n",
         "What are antibiotics"},
        {"Anki writes `{{c1::a gap}}` for a gap.\n", "[...]"},
        {"The question mark operator returns early when the result is an error.\n", "return"},

    };
    (void)state;
    ASSERT_SILENT(cases);
}

static void attributes_have_owners(void **state)
{
    static const struct asked cases[] = {
        {"The main function of ribosomes is to build proteins.\n",
         "What is the main function of ribosomes?", "To build proteins"},
        {"The highest peak in the Andes is Aconcagua.\n", "What is the highest peak in the Andes?",
         "Aconcagua"},
        {"Ear training and slow practice are key to good intonation.\n",
         "What is key to good intonation?", "Ear training and slow practice"},
        {"Lichens cover bare rock. The major difference is that lichens are made of a fungus and "
         "an alga.\n",
         "What sets lichens apart?", "Made of a fungus and an alga"},

    };
    (void)state;
    ASSERT_ASKED(cases);
}

static void dates_and_names(void **state)
{
    static const struct asked cases[] = {
        {"The Peace of Westphalia ended the long war in 1648.\n",
         "When did the Peace of Westphalia end the long war?", "In 1648"},
        {"See the Royal Yachting Association (RYA) -- Rule Book (RYARB) for boats.\n",
         "What does RYARB stand for?", "RYA Rule Book"},
        {"The two poles of a bar magnet are the north pole and the south pole.\n",
         "What are the two poles of a bar magnet?", "The north pole and the south pole"},

    };
    (void)state;
    ASSERT_ASKED(cases);
}

static void people_times_and_places(void **state)
{
    static const struct asked cases[] = {
        {"The theory of drift was proposed by Alfred Wegener in 1912.\n",
         "Who was the theory of drift proposed by?", "Alfred Wegener"},
        {"The Richter scale was developed in 1935 by Charles Richter.\n",
         "When was the Richter scale developed?", "In 1935"},
        {"Oxbow lakes form when a meander is cut off from the main channel.\n",
         "When do oxbow lakes form?", "When a meander is cut off from the main channel"},
        {"Routers queue packets for a moment. Packets are dropped if the queue is full.\n",
         "When are packets dropped?", "If the queue is full"},
        {"HTTPS uses port 443 on the server.\n", "What does HTTPS use?", "Port 443 on the server"},
        {"CDNs store copies of pages close to their readers.\n", "What do CDNs store?",
         "Copies of pages close to their readers"},
        {"Load balancers such as HAProxy distribute requests across servers.\n",
         "What do load balancers distribute?", "Requests across servers"},
        {"Each chromosome contains at least one centromere.\n",
         "What does each chromosome contain?", "At least one centromere"},
        {"# Plate tectonics\n\nThe lithosphere is divided into tectonic plates.\n",
         "What is the lithosphere divided into?", "Tectonic plates"},

    };
    (void)state;
    ASSERT_ASKED(cases);
}

static void slips_make_no_card(void **state)
{
    static const struct silent cases[] = {
        {"Episodic memory is memory for events in one's life.\n", "memory memory"},
        {"A contour line joins the the points of equal height.\n", "contour"},
        {"IPv6 addresses are 128 bits long.\n", "What are IPv6"},
        {"Each piece can evolve separately in the long run.\n", "each piece"},
        {"The ingest service processes the data.\n", "ingest"},

    };
    (void)state;
    ASSERT_SILENT(cases);
}

/* English word lists must not read other languages; what the layout says holds in any. */
static void other_languages_keep_their_layout(void **state)
{
    static const char *const notes[] = {
        "# 細胞\n\n細胞膜: "
        "細胞を外界から隔てる膜。\n\nミトコンドリアはエネルギーを作る小器官である。"
        "DNAは二重らせん構造を持つ。\n",
        "# 合同法\n\n要约: 希望与他人订立合同的意思表示。\n\n承诺是受要约人同意要约的意思表示。"
        "TCP 是一种面向连接的协议。\n",
        "# Клетка\n\nМембрана: оболочка, которая отделяет клетку от среды.\n\n"
        "Митохондрия — это органелла. Ядро содержит ДНК. Вода кипит при 100 градусах.\n",
        "# Γεωμετρία\n\nΤρίγωνο: σχήμα με τρεις πλευρές και τρεις γωνίες.\n\n"
        "Ο κύκλος είναι το σύνολο των σημείων που απέχουν ίσα από το κέντρο.\n",
    };
    static const char *const sentence_patterns[] = {
        "definition-sentence", "state",  "subject-verb", "cause",     "number",   "appositive",
        "including",           "naming", "enumeration",  "attribute", "contrast", "term-cloze",
        "label-sentence",      NULL};
    (void)state;
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        struct harvest harvest;
        bool term = false;
        gather(notes[i], &harvest);
        for (size_t d = 0; d < harvest.draft_count; d++) {
            term = term || !strcmp(harvest.drafts[d].pattern, "term-colon");
            if (slice_is_any(slice_of(harvest.drafts[d].pattern), sentence_patterns))
                fail_msg("%s: %s => %s", harvest.drafts[d].pattern, harvest.drafts[d].front,
                         harvest.drafts[d].back);
        }
        if (!term)
            fail_msg("no term in note %zu", i);
        harvest_release(&harvest);
    }
}

static void mixed_notes_are_read_by_paragraph(void **state)
{
    static const char note[] = "# Zellbiologie\n\nDie Mitochondrien sind die Kraftwerke der Zelle "
                               "und haben zwei Membranen. "
                               "Die Matrix ist der innere Raum.\n\nThe matrix contains enzymes of "
                               "the citric acid cycle.\n\n"
                               "Митохондрия содержит ферменты и две мембраны.\n";
    struct harvest harvest;
    bool asked = false;
    (void)state;
    gather(note, &harvest);
    for (size_t d = 0; d < harvest.draft_count; d++) {
        asked = asked || !strcmp(harvest.drafts[d].back, "Enzymes of the citric acid cycle");
        if (strstr(harvest.drafts[d].front, "Mitochondrien"))
            fail_msg("%s => %s", harvest.drafts[d].front, harvest.drafts[d].back);
    }
    assert_true(asked);
    harvest_release(&harvest);
}

static void leads_stay_with_their_statement(void **state)
{
    static const struct asked cases[] = {
        {"Originally, geometry was used for the survey of fields.\n",
         "Originally, what was geometry used for?", "The survey of fields"},
        {"Tables are made of cells. The primary aim of a table is to compare values.\n",
         "What is the primary aim of a table?", "To compare values"},

    };
    (void)state;
    ASSERT_ASKED(cases);
}

static void broken_text_makes_no_card(void **state)
{
    static const struct silent cases[] = {
        {"\"In most orchestras the oboe gives the tuning note to the strings.\n", "oboe"},
        {"Chess engines use an (alpha-beta search of the game tree.\n", "chess engines"},
        {"Horror films can occur when the studio needs money.\n", "horror films"},

    };
    (void)state;
    ASSERT_SILENT(cases);
}

static void further_statements(void **state)
{
    static const struct asked cases[] = {
        {"# Genes\n\nIntrons, non-coding parts of a gene, are removed by the spliceosome.\n",
         "Genes: what are Introns?", "Non-coding parts of a gene"},
        {"Ada Lovelace, a mathematician of the last century, is known for her notes.\n",
         "Who is Ada Lovelace?", "A mathematician of the last century"},
        {"The heart's main task is to pump blood through the body.\n",
         "What is the heart's main task?", "To pump blood through the body"},
        {"Copper wires are less brittle than glass fibres in most houses.\n",
         "What are copper wires less brittle than?", "Glass fibres in most houses"},
        {"Sleep, food and water are all essential for recovery after a race.\n",
         "What is essential for recovery after a race?", "Sleep, food and water"},
        {"The narrow bridge will be the main bottleneck of the new route.\n",
         "What will be the main bottleneck of the new route?", "The narrow bridge"},
        {"```\nan editor’s notes are short. The glossary of a thesis lists every symbol of the "
         "proof.\n```\n",
         "What does the glossary of a thesis list?", "Every symbol of the proof"},

    };
    (void)state;
    ASSERT_ASKED(cases);
}

static void names_keep_their_capital(void **state)
{
    static const struct asked cases[] = {
        {"Student's t-test compares the means of two groups.\n",
         "What does Student's t-test compare?", "The means of two groups"},
        {"The Gauss-Markov theorem says that least squares is the best linear estimator.\n",
         "What does the Gauss-Markov theorem say?", "Least squares is the best linear estimator"},
        {"Yeast ferments sugar into alcohol and gas in a closed jar.\n", "What does Yeast ferment?",
         "Sugar into alcohol and gas in a closed jar"},

    };
    (void)state;
    ASSERT_ASKED(cases);
}

/* A gap in a statement that nothing else asks about: what is stressed, the number, the last part.
 */
static void gaps_stand_where_it_matters(void **state)
{
    static const struct asked cases[] = {
        {"The author argues that unglazed pots remain porous after the first firing.\n",
         "unglazed pots remain [...] after the first firing", "porous"},
        {"But there is a gap between the lid and the rim of an old kiln.\n",
         "there is a gap between the lid and the rim of an [...]", "old kiln"},
        {"The way the clay is stored impacts how it can be thrown.\n",
         "The way the clay is stored impacts [...]", "how it can be thrown"},
        {"Good glaze should not be glossy or white but thin and even.\n",
         "Good glaze should not be glossy or white but [...]", "thin and even"},
        {"Jon Prusik, head of the guild, is famous for saying, “Everything rots all the time.”\n",
         "Jon Prusik, head of the guild, is famous for saying, “[...].”",
         "Everything rots all the time"},
        {"These clay shards remain sharp beyond the life of the pot.\n",
         "[...] remain sharp beyond the life of the pot", "clay shards"},
        {"Getting clay into the kiln takes no skill at all, but getting pots out is rather hard.\n",
         "Getting clay into the kiln takes no skill at all, but getting pots out is [...]",
         "rather hard"},
        {"The smith differs between *cold work* - what the hammer shapes - and *hot work* - what "
         "the fire shapes - in all that he does.\n",
         "What does “cold work” mean?", "What the hammer shapes"},
        {"Pots of *stoneware* remain hard to break for whoever drops them now and then.\n",
         "Pots of [...] remain hard to break for whoever drops them now and then", "stoneware"},
    };
    (void)state;
    ASSERT_ASKED(cases);
    static const char *const none[] = {
        "Sourdough is a very important concept for all of us.\n",
        "The oven should now be ready for the next loaf.\n",
        "Interesting for whoever moves to another town next year.\n",
        "The oven seems like one of many good buys from the market.\n",
        "Switched to another oven from the shop in town.\n",
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct harvest harvest;
        gather(none[i], &harvest);
        for (size_t d = 0; d < harvest.draft_count; d++)
            if (!strcmp(harvest.drafts[d].pattern, "sentence-cloze"))
                fail_msg("%s\nasks: %s => %s", none[i], harvest.drafts[d].front,
                         harvest.drafts[d].back);
        harvest_release(&harvest);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questions_name_their_place),
        cmocka_unit_test(verbs_are_found),
        cmocka_unit_test(nobody_is_no_subject),
        cmocka_unit_test(states_ask_naturally),
        cmocka_unit_test(verbs_ask_for_what_matters),
        cmocka_unit_test(answers_say_something),
        cmocka_unit_test(definitions_are_whole),
        cmocka_unit_test(addresses_and_adjectives_are_left_alone),
        cmocka_unit_test(attributes_have_owners),
        cmocka_unit_test(dates_and_names),
        cmocka_unit_test(people_times_and_places),
        cmocka_unit_test(slips_make_no_card),
        cmocka_unit_test(other_languages_keep_their_layout),
        cmocka_unit_test(mixed_notes_are_read_by_paragraph),
        cmocka_unit_test(leads_stay_with_their_statement),
        cmocka_unit_test(broken_text_makes_no_card),
        cmocka_unit_test(further_statements),
        cmocka_unit_test(names_keep_their_capital),
        cmocka_unit_test(gaps_stand_where_it_matters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
