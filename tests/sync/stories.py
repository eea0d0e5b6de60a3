"""What people, lines and disks do in which one rule alone keeps something from being lost.

Each story is lived by the machine of ``tests.sync.machine``: with every rule it ends well, and with the one left out
the machine must say what is wrong. Random lives find the same losses, only later.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.sync import weakened
from tests.sync.machine import Life
from tests.sync.weakened import Law, Make

ITEM, OTHER = "WR01", "WR02"
Story = Callable[[Life], None]


@dataclass(frozen=True)
class Rule:
    """A rule: the story that needs it, the law without it, and what the machine says then."""

    story: Story
    without: Law
    words: str


def a_message_is_lost(life: Life) -> None:
    """A page never arrives."""
    life.comment(0, ITEM)
    life.sync(0, ["lost"])


def the_server_dies_before_it_has_kept_a_page(life: Life) -> None:
    """What was taken in is gone with the process."""
    life.comment(0, ITEM)
    life.sync(0, ["crash"])


def a_form_stays_open_while_a_colleagues_text_arrives(life: Life) -> None:
    """Whoever goes on typing never saw it."""
    life.look(1)
    life.comment(0, ITEM)
    life.sync(0, [])
    life.sync(1, [])
    life.comment(1, ITEM)


def one_goes_on_writing_in_one_version_of_two(life: Life) -> None:
    """The other version was never on the screen of a third, who wrote neither."""
    two_write_the_same_apart(life)
    life.sync(2, [])
    life.look(2)
    life.comment(2, ITEM)


def two_write_the_same_apart(life: Life) -> None:
    """Two texts for one field."""
    life.comment(0, ITEM)
    life.comment(1, ITEM)
    for laptop in (0, 1, 0):
        life.sync(laptop, [])


def two_rate_alike_apart(life: Life) -> None:
    """Two say the same without knowing of each other."""
    life.rate(0, ITEM, 1)
    life.rate(1, ITEM, 1)
    for laptop in (0, 1, 0):
        life.sync(laptop, [])


def a_reply_reaches_a_restored_server_before_what_it_replaces(life: Life) -> None:
    """A message that was sent long ago arrives first."""
    life.back_up_the_server()
    life.comment(1, ITEM)
    life.sync(1, [])
    life.sync(0, [])
    life.look(0)
    life.comment(0, ITEM)
    first = len(life.late)
    life.sync(0, [])
    life.restore_the_server()
    life.arrive_late(first)


def both_copies_of_a_laptop_write_on(life: Life) -> None:
    """Two entries stand at one place of one log."""
    life.copy_a_laptop(0, 1)
    life.comment(0, ITEM)
    life.comment(1, OTHER)
    life.sync(0, [])
    life.sync(1, [])


def the_second_of_two_pages_reaches_a_restored_server_alone(life: Life) -> None:
    """What stands before it went with the server that was lost."""
    life.back_up_the_server()
    life.comment(0, ITEM)
    life.sync(0, [])
    life.comment(0, OTHER)
    second = len(life.late)
    life.sync(0, ["lost"])
    life.restore_the_server()
    life.arrive_late(second)


def something_is_refused_and_work_follows_it(life: Life) -> None:
    """Nothing waits for what was refused."""
    life.write_in_somebody_elses_name(0)
    life.comment(0, ITEM)
    life.sync(0, [])


def somebody_is_given_the_right_to_write_after_they_wrote(life: Life) -> None:
    """What the server refused meanwhile is taken, and comes to those who had only heard that it was refused."""
    life.change_the_role(0, "manager")
    life.comment(0, ITEM)
    life.sync(0, [])
    life.sync(1, [])
    life.change_the_role(0, "reviewer")


def a_colleague_has_from_its_author_what_the_server_refuses(life: Life) -> None:
    """Everybody else knows it from the server alone."""
    life.change_the_role(0, "manager")
    life.comment(0, ITEM)
    life.share(0, 1, [])
    life.sync(1, [])


def somebody_passes_a_colleagues_entry_on_without_its_content(life: Life) -> None:
    """The server never refused it."""
    life.comment(1, ITEM)
    life.share(1, 0, [])
    life.leave_the_content_out(0)


def one_deletes_what_another_goes_on_writing(life: Life) -> None:
    """The deletion never saw the last text."""
    life.comment(0, ITEM)
    for laptop in (0, 1):
        life.sync(laptop, [])
        life.look(laptop)
    life.comment(0, ITEM)
    life.remove(1, ITEM)
    for laptop in (0, 1, 0):
        life.sync(laptop, [])


def one_deletes_an_assessment_in_which_another_goes_on(life: Life) -> None:
    """The deletion never saw the last answer."""
    life.comment(0, ITEM)
    for laptop in (0, 1):
        life.sync(laptop, [])
        life.look(laptop)
    life.comment(0, OTHER)
    life.remove_the_assessment(1)
    for laptop in (0, 1, 0):
        life.sync(laptop, [])


def a_server_goes_back_to_yesterday(life: Life) -> None:
    """It no longer has what it said it had."""
    life.back_up_the_server()
    life.comment(0, ITEM)
    life.sync(0, [])
    life.restore_the_server()
    life.sync(0, [])


def a_server_that_forgot_what_it_refused_is_brought_it_empty(life: Life) -> None:
    """Its author comes later, and has been given the role."""
    life.let_the_server_forget_what_it_refused(1, ITEM, 0, given=False)


def a_server_that_forgot_what_it_refused_takes_it(life: Life) -> None:
    """By then its author has been given the role, and a colleague holds it without what it says."""
    life.let_the_server_forget_what_it_refused(1, ITEM, 0, given=True)


def a_server_wants_what_it_then_does_not_take(life: Life) -> None:
    """It forgot what it refused, was brought it empty, and by now its author may write nothing there."""
    life.let_the_server_forget_what_it_refused(0, ITEM, 1, given=False)
    life.change_the_role(0, "")
    life.comment(0, ITEM)
    life.sync(0, [])


def somebody_writes_in_anothers_name(life: Life) -> None:
    """Nobody whom their laptop speaks for."""
    life.write_in_somebody_elses_name(0)
    life.sync(0, [])


def somebody_brings_a_colleague_what_they_wrote_in_anothers_name(life: Life) -> None:
    """No server is there to judge it."""
    life.write_in_somebody_elses_name(0)
    life.share(0, 1, [])


def somebody_alters_a_colleagues_text_on_the_way(life: Life) -> None:
    """What its author sealed said something else."""
    life.comment(1, ITEM)
    life.share(1, 0, [])
    life.alter_on_the_way(0)


def a_program_fills_in_what_somebody_entered_apart(life: Life) -> None:
    """By its clock the program did so later."""
    life.comment(0, ITEM)
    life.set_the_clock(1, 1)
    life.let_the_program_fill_in(1, ITEM)
    for laptop in (0, 1, 0):
        life.sync(laptop, [])


def a_backup_is_brought_back_and_work_goes_on(life: Life) -> None:
    """The server has what was entered after it."""
    life.keep_a_copy(0)
    life.comment(0, ITEM)
    life.sync(0, [])
    life.restore_a_backup(0)
    life.comment(0, OTHER)


def an_old_copy_of_a_laptop_is_shown_a_part_of_what_it_forgot(life: Life) -> None:
    """The rest is with a colleague alone."""
    life.keep_a_copy(0)
    life.comment(0, ITEM)
    life.sync(0, [])
    life.comment(0, OTHER)
    life.share(0, 1, [])
    life.bring_an_old_copy_back(0)
    life.sync(0, [])
    life.comment(0, ITEM)


GO_WELL: Mapping[str, Story] = {
    "what a server wants and does not take is offered it once": a_server_wants_what_it_then_does_not_take,
}
"""Stories that once did not end well."""


def _everywhere(make: Make) -> Law:
    return Law(laptop=make, server=make, colleague=make)


RULES: Mapping[str, Rule] = {
    "only the other side says what it has": Rule(
        a_message_is_lost, Law(laptop=weakened.ConfirmsWhatItSent), "CALLED ON THE SERVER"
    ),
    "what was taken in is confirmed after it was kept": Rule(
        the_server_dies_before_it_has_kept_a_page, Law(answers_before_commit=True), "CALLED ON THE SERVER"
    ),
    "an edit is based on what its author was shown": Rule(
        a_form_stays_open_while_a_colleagues_text_arrives, Law(claims="what stands"), "OVERWRITTEN UNSEEN"
    ),
    "of several values only the one on the screen was seen": Rule(
        one_goes_on_writing_in_one_version_of_two, Law(claims="all of a conflict"), "OVERWRITTEN UNSEEN"
    ),
    "what was replaced is remembered before it comes": Rule(
        a_reply_reaches_a_restored_server_before_what_it_replaces,
        Law(server=weakened.ForgetsWhatWasReplaced),
        "CAME BACK",
    ),
    "no clock decides": Rule(two_write_the_same_apart, _everywhere(weakened.LetsTheClockDecide), "OVERWRITTEN UNSEEN"),
    "equal values are no conflict": Rule(
        two_rate_alike_apart, _everywhere(weakened.AsksAboutEqualValues), "ASKED ABOUT NOTHING"
    ),
    "an entry is known by its name": Rule(
        both_copies_of_a_laptop_write_on, _everywhere(weakened.KnowsEntriesByTheirNumber), "CALLED ON THE SERVER"
    ),
    "a log has no gaps": Rule(
        the_second_of_two_pages_reaches_a_restored_server_alone,
        Law(server=weakened.TakesWhatFollowsNothing),
        "CALLED ON THE SERVER",
    ),
    "of what was refused the name is passed on": Rule(
        something_is_refused_and_work_follows_it, Law(server=weakened.LeavesOutWhatWasRefused), "LOST"
    ),
    "what was refused is judged again when a right is given": Rule(
        somebody_is_given_the_right_to_write_after_they_wrote, Law(judges_again=False), "LOST"
    ),
    "what a server refuses counts on no colleague's laptop": Rule(
        a_colleague_has_from_its_author_what_the_server_refuses,
        Law(laptop=weakened.ShowsWhatTheServerRefuses),
        "SHOWN THOUGH THE SERVER REFUSES IT",
    ),
    "what came to a restored server empty is asked for": Rule(
        a_server_that_forgot_what_it_refused_is_brought_it_empty, Law(server=weakened.LeavesEmptyWhatCameEmpty), "LOST"
    ),
    "a restored server says what it takes of what it had refused": Rule(
        a_server_that_forgot_what_it_refused_takes_it, Law(laptop=weakened.NamesNothingThatWasRefused), "LOST"
    ),
    "only a server says that there is no content": Rule(
        somebody_passes_a_colleagues_entry_on_without_its_content,
        # It is lost only where nobody asks for what came empty, as above.
        Law(rules=weakened.BelievesThatAnybodyWithholds, server=weakened.LeavesEmptyWhatCameEmpty),
        "LOST",
    ),
    "a deletion takes only what its author had seen": Rule(
        one_deletes_what_another_goes_on_writing, _everywhere(weakened.DeletesWhatNobodyHadSeen), "DELETED UNSEEN"
    ),
    "a deletion takes nothing along that stands below and was not seen": Rule(
        one_deletes_an_assessment_in_which_another_goes_on, Law(says_what_it_had=False), "TAKEN ALONG UNSEEN"
    ),
    "absence is no deletion": Rule(
        a_server_goes_back_to_yesterday, Law(laptop=weakened.TakesAbsenceForDeletion), "LOST"
    ),
    "an author is somebody whom the laptop speaks for": Rule(
        somebody_writes_in_anothers_name, Law(rules=weakened.BelievesEveryAuthor), "TAKEN IN SOMEBODY ELSE'S NAME"
    ),
    "colleagues too take no entry in a name its laptop does not speak for": Rule(
        somebody_brings_a_colleague_what_they_wrote_in_anothers_name,
        Law(word=weakened.BelievesWhatColleaguesSay),
        "TAKEN FROM A COLLEAGUE IN SOMEBODY ELSE'S NAME",
    ),
    "a seal fits what it seals": Rule(
        somebody_alters_a_colleagues_text_on_the_way,
        Law(server=weakened.SealsWhatItDidNotCheck),
        "TAKEN WITH A BROKEN SEAL",
    ),
    "what a program filled in yields to a person's": Rule(
        a_program_fills_in_what_somebody_entered_apart,
        _everywhere(weakened.TakesTheProgramForAPerson),
        "YIELDED TO THE PROGRAM'S",
    ),
    "a laptop begins a new log after its backup was brought back": Rule(
        a_backup_is_brought_back_and_work_goes_on, Law(begins_new_logs=False), "A NUMBER GIVEN TWICE"
    ),
    "a laptop begins a new log when it is shown its own that it lacks": Rule(
        an_old_copy_of_a_laptop_is_shown_a_part_of_what_it_forgot,
        Law(laptop=weakened.GoesOnInItsLog, colleague=weakened.GoesOnInItsLog),
        "A NUMBER GIVEN TWICE",
    ),
}
