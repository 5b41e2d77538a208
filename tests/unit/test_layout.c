/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards that come from how a note is laid out, on notes of a student, a programmer, a cook. */
#include <string.h>

#include "content/content.h"
#include "engine/base/text.h"
#include "tests/support/suite.h"

struct example {
    const char *note, *front, *back; /* back NULL: no card has this front */
};

static void gather(const char *note, struct harvest *harvest)
{
    struct content_options options = {0};
    memset(harvest, 0, sizeof *harvest);
    content_harvest("/note.md", note, strlen(note), &options, harvest);
}

static void try_all(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct harvest harvest;
        const char *back = NULL;
        gather(examples[i].note, &harvest);
        for (size_t k = 0; k < harvest.draft_count && !back; k++)
            if (!strcmp(harvest.drafts[k].front, examples[i].front))
                back = harvest.drafts[k].back;
        if (!back != !examples[i].back) {
            for (size_t k = 0; k < harvest.draft_count; k++)
                print_error("%s - %s\n", harvest.drafts[k].front, harvest.drafts[k].back);
            fail_msg("%s \"%s\" in: %s", back ? "a card" : "no card", examples[i].front,
                     examples[i].note);
        }
        if (back)
            assert_string_equal(back, examples[i].back);
        harvest_release(&harvest);
    }
}
#define TRY(examples) try_all(examples, sizeof(examples) / sizeof *(examples))

static size_t count_cards(const char *note, const char *beginning)
{
    struct harvest harvest;
    size_t count = 0;
    gather(note, &harvest);
    for (size_t i = 0; i < harvest.draft_count; i++)
        count += !strncmp(harvest.drafts[i].front, beginning, strlen(beginning));
    harvest_release(&harvest);
    return count;
}

static void lists_count_and_name_their_scope(void **state)
{
    static const struct example examples[] = {
        {"# Loom\n\nComponents:\n- warp\n- shuttle\n- reed\n",
         "What are the three components of Loom?", "Warp\nShuttle\nReed"},
        {"# Bread\n\nFlours:\n- rye\n- spelt\n- etc.\n", "Bread: what are the two flours?",
         "Rye\nSpelt"},
        {"# Courts\n\nRemedies for breach\n- damages\n- injunction\n- other remedies\n",
         "Courts: what are the two remedies for breach?", "Damages\nInjunction"},
        {"# Forest\n\n- canopy\n    - beech\n    - oak\n",
         "Forest: which two items come under “Canopy”?", "Beech\nOak"},
        {"Enzymes are picky:\n- the active site fits one substrate\n- heat unfolds them\n",
         "In which two respects are enzymes picky?",
         "The active site fits one substrate\nHeat unfolds them"},
        {"# Sauces\n\nEmulsions can be\n- temporary\n- permanent\n",
         "Sauces: what can emulsions be?", "Temporary\nPermanent"},
        {"Hygiene is a set of habits:\n- washing hands\n- airing rooms\n",
         "Which habits make up Hygiene?", "Washing hands\nAiring rooms"},
        {"# Trees\n\n## Week 2\n\nLayers of bark:\n- cork\n- phloem\n",
         "Trees: what are the two layers of bark?", "Cork\nPhloem"},
        {"# Yeast\n\nBaker, brewer, wild\n", "Which three items come under “Yeast”?",
         "Baker\nBrewer\nWild"},
        /* A heading of a book part is no scope; the one right above it is. */
        {"# Oceans\n# Week 2\n\nCauses of a flood:\n- new moon\n- full moon\n",
         "Oceans: what are the two causes of a flood?", "New moon\nFull moon"},
    };
    (void)state;
    TRY(examples);
}

static void long_lists_hide_one_item_at_a_time(void **state)
{
    static const struct example examples[] = {
        {"# Rust\n\nCrates:\n- serde\n- tokio\n- rand\n- clap\n- regex\n- rayon\n",
         "Rust: Crates: Serde; Tokio; [...]; Clap; Regex; Rayon", "Rand"},
    };
    (void)state;
    TRY(examples);
    assert_int_equal(
        count_cards("Crates:\n- serde\n- tokio\n- rand\n- clap\n- regex\n- rayon\n", "What are"),
        0);
}

static void items_are_no_questions(void **state)
{
    static const struct example examples[] = {
        {"# Oven\n\n## Choice\n\n- Cost\n    - price of the oven\n    - is there a warranty?\n"
         "    - price of power\n",
         "Choice: what are the key points about Cost?", "Price of the oven\nPrice of power"},
    };
    (void)state;
    TRY(examples);
}

static void outlines_without_bullets(void **state)
{
    static const struct example examples[] = {
        {"# Law\n\nElements of a contract:\n    Offer\n    Acceptance\n    Consideration\n",
         "Law: what are the three elements of a contract?", "Offer\nAcceptance\nConsideration"},
        {"# Kitchen\n\nStations:\n    Cold:\n        Salads\n        Desserts\n    Hot\n    Pass\n",
         "Kitchen: which two items come under “Cold”?", "Salads\nDesserts"},
        {"# Lab\n\n1. Measure the salt\n    A. Weigh the empty dish\n    B. Weigh the full dish\n",
         "Lab: how does one measure the salt?", "Weigh the empty dish\nWeigh the full dish"},
        {"# Spores\n\nUnited kingdoms\n\n    Fungi\n    Algae\n    Mosses\n",
         "Spores: what are the three united kingdoms?", "Fungi\nAlgae\nMosses"},
    };
    (void)state;
    TRY(examples);
}

static void listings_define_nothing(void **state)
{
    static const struct example examples[] = {
        {"# Cellar\n\nLocation: attic, cellar, garage\n",
         "Cellar: which three items are listed under “Location”?", "Attic\nCellar\nGarage"},
        {"Location: attic, cellar, garage\n", "What is location?", NULL},
        {"Location: attic, cellar, garage\n", "Which term fits: attic, cellar, garage?", NULL},
        {"# Flowers\n\nTypes of root: tap, fibrous, aerial\n",
         "Flowers: what are the three types of root?", "Tap\nFibrous\nAerial"},
        {"Reed: The History of Baskets\n", "What is Reed?", NULL},
    };
    (void)state;
    TRY(examples);
}

static void definitions_ask_in_the_right_words(void **state)
{
    static const struct example examples[] = {
        {"Phloem: transports sugars through the plant\n", "What does Phloem do?",
         "Transports sugars through the plant"},
        {"Alfred Wallace: naturalist who described natural selection\n", "Who is Alfred Wallace?",
         "Naturalist who described natural selection"},
        {"Subsoil: second layer\n", "Which layer is Subsoil?", "Second layer"},
        {"joinder: add a party to a running case\n", "What does “joinder” mean?",
         "Add a party to a running case"},
        {"Capital expenses: payment for long-term assets    [ ovens ]\n",
         "What are capital expenses?", "Payment for long-term assets"},
        {"**Warp:** threads that run along the cloth\n**Weft:** threads that run across the "
         "cloth\n",
         "What is Weft?", "Threads that run across the cloth"},
        {"# Newton's third law\n\n\"To every action there is an equal and opposite reaction.\"\n",
         "What does Newton's third law say?",
         "To every action there is an equal and opposite reaction"},
        {"- Mitochondrion\n    - Goal: burn sugar for the cell\n",
         "What is the goal of Mitochondrion?", "Burn sugar for the cell"},
        {"- Mitochondrion\n    - Goal: burn sugar for the cell\n", "Mitochondrion: what is goal?",
         NULL},
    };
    (void)state;
    TRY(examples);
}

static void other_terms_would_fit(void **state)
{
    static const struct example examples[] = {
        {"Amazon Knife: collect orders from all kitchens of a town\n",
         "Which term fits: collect orders from all kitchens of a town?", NULL},
        {"Flour: an important part of every loaf of bread\n",
         "Which term fits: an important part of every loaf of bread?", "Flour"},
    };
    (void)state;
    TRY(examples);
}

static void steps_have_their_names(void **state)
{
    static const struct example examples[] = {
        {"Steps to publish a crate:\n1. log in\n2. fill in the metadata\n3. run the command\n",
         "Which step to publish a crate follows “Log in”?", "Fill in the metadata"},
        {"Phases of mitosis:\n1. Prophase\n2. Metaphase\n3. Anaphase\n",
         "What are the three phases of mitosis, in order?",
         "1. Prophase\n2. Metaphase\n3. Anaphase"},
    };
    (void)state;
    TRY(examples);
}

static void fragments_are_asked_for(void **state)
{
    static const struct example examples[] = {
        {"# Japan\n\n47 prefectures\n", "Japan: how many prefectures are there?", "47"},
        {"# Rents\n\nTenancy:  Lowers the deposit\n          Raises the rent\n",
         "Rents: what is noted about tenancy?", "Lowers the deposit\nRaises the rent"},
        {"# Law\n\nRoad Signs Act (ROSI)\n\nFixed Costs (FixCo) come first.\n",
         "What does FixCo stand for?", "Fixed Costs"},
        {"# Law\n\nMining Oxide Act (MOX)\n", "What does MOX stand for?", "Mining Oxide Act"},
        {"Dried plum halves are usually called **prunes** and are sold by the pound.\n",
         "What are dried plum halves usually called?", "Prunes"},
        {"# Cellar\n\nGood cheese is the intersection of:\n     milk, rennet, mould,\n     "
         "patience "
         "and salt\n",
         "Cellar: Good cheese is the intersection of what?",
         "Milk\nRennet\nMould\nPatience and salt"},
        {"# Wood\n\n4 Saws:\n\nRip saw          Panel saw\nCoping saw       Fret saw\n",
         "Wood: which four items come under “Saws”?", "Rip saw\nPanel saw\nCoping saw\nFret saw"},
        {"# Rent\n\nShared duties\n- Landlord  cares for the roof\n- Tenant     responsible for "
         "the "
         "garden and the fence\n",
         "Rent: Tenant responsible for the [...]", "garden and the fence"},
        {"#### Heirlooms:\n- These are the seeds that a family keeps (in jars)\n",
         "What are Heirlooms?", "The seeds that a family keeps (in jars)"},
        {"### House\n\nThe rooms of the house are here:\n```\n- kitchen   : used to cook and to "
         "eat\n"
         "- attic     :\n  - chest   : holds the winter clothes\n```\n",
         "House: what does chest do?", "Holds the winter clothes"},
        {"### House\n\nThe settings of the house are here:\n```\n- kitchen: used to cook and to "
         "eat\n"
         "- attic:\n  - chest: holds the winter clothes\n```\n",
         "House: what does chest do?", NULL},
        {"Rules of the house from then on\n\nThe Treaty of Olm (1604):\n",
         "Which year is given for “The Treaty of Olm”?", "1604"},
        {"### Common Sheep (CS)\n\nThey graze on the hills all day.\n", "What does CS stand for?",
         "Common Sheep"},
        {"# Mills\n\nKinds of mill:\n- wind mill\n- water mill (??? on which river)\n",
         "What are the two kinds of mill?", "Wind mill\nWater mill"},
    };
    (void)state;
    TRY(examples);
}

static void one_list_in_two_places_is_asked_for_once(void **state)
{
    static const char note[] =
        "# Knots\n\n1. Tie the sheet bend\n2. Tie the clove hitch\n3. Tie the bowline\n"
        "4. Tie the reef knot\n5. Tie the anchor bend\n6. Tie the rolling hitch\n\n"
        "# Harbour exam\n\n1. Tie the sheet bend\n2. Tie the clove hitch\n3. Tie the bowlin\n"
        "4. Tie the reef knot\n5. Tie the ancor bend\n6. Tie the rolling hitch\n";
    (void)state;
    assert_int_equal(count_cards(note, "Knots: "), 6);
    assert_int_equal(count_cards(note, "Harbour exam: "), 0);
}

static void commands_keep_no_names_of_ones_own(void **state)
{
    static const struct example examples[] = {
        {"### How to open a shell in the container\n\n```sh\ndocker exec -it bakery-db bash\n```\n",
         "Name the docker command to open a shell in the container.",
         "docker exec -it CONTAINER bash"},
        {"### How to try the image\n\n```sh\ndocker run --network=oven-net -p 80:80 "
         "my_bread:v2\n```\n",
         "Name the docker command to try the image.",
         "docker run --network=NETWORK -p 80:80 IMAGE"},
        {"### How to start the store\n\n```sh\ndocker run --name flour postgres:13\n```\n",
         "Name the docker command to start the store.", "docker run --name CONTAINER postgres:13"},
        {"Once the plan looks right:\n\n```sh\nterraform apply\n```\n",
         "Which terraform command do you run once the plan looks right?", "terraform apply"},
        {"# Useful commands\n\nRefresh the token of the oven:\n\n```sh\ngcloud auth login\n```\n",
         "Name the gcloud command to refresh the token of the oven.", "gcloud auth login"},
    };
    (void)state;
    TRY(examples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_count_and_name_their_scope),
        cmocka_unit_test(long_lists_hide_one_item_at_a_time),
        cmocka_unit_test(items_are_no_questions),
        cmocka_unit_test(outlines_without_bullets),
        cmocka_unit_test(listings_define_nothing),
        cmocka_unit_test(definitions_ask_in_the_right_words),
        cmocka_unit_test(other_terms_would_fit),
        cmocka_unit_test(steps_have_their_names),
        cmocka_unit_test(fragments_are_asked_for),
        cmocka_unit_test(one_list_in_two_places_is_asked_for_once),
        cmocka_unit_test(commands_keep_no_names_of_ones_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
