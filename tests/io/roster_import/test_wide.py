from __future__ import annotations

from datetime import date, timedelta

import pytest

from staffing.io.roster_import import Mapping
from tests.io.roster_import.sheets import cells, plan, read, said

TITLED = """
2026年6月客服中心排班表
工号|姓名|1日|2日|3日|4日|5日|6日|7日
  | |周一|周二|周三|周四|周五|周六|周日
0007|王娜|M1|Ｍ１| m 1|N1|休||年假
0012|李雷|L1 |OFF|N1|N1|休|休|休
合计||2|1|2|2|0|0|0
"""


def test_a_title_two_heading_rows_chinese_headings_and_codes_typed_any_way() -> None:
    found = read(TITLED)
    assert found.problems == []
    assert cells(found) == [
        ("0007", "2026-06-01", "M1"), ("0007", "2026-06-02", "M1"), ("0007", "2026-06-03", "M1"), ("0007", "2026-06-04", "N1"),
        ("0012", "2026-06-01", "L1"), ("0012", "2026-06-03", "N1"), ("0012", "2026-06-04", "N1"),
    ]  # fmt: skip
    assert [(r.agent, r.first_day, r.kind) for r in found.leave] == [("0007", date(2026, 6, 7), "annual")]
    assert found.ignored_rows == [(6, "合计")]
    assert found.missing_agents == ("0100",)
    assert found.how == "days of 2026-06"
    assert [d.row for d in found.roster.duties][:1] == [4]


@pytest.mark.parametrize(
    ("headings", "how"),
    [
        (["2026-06-08", "2026-06-09", "2026-06-10"], "dates"),
        (["2026/6/8", "2026/6/9", "2026/6/10"], "dates"),
        (["6/8", "6/9", "6/10"], "month/day"),
        (["8/6", "9/6", "10/6"], "day/month"),
        (["6月8日", "6月9日", "6月10日"], "month/day"),
        (["8号", "9号", "10号"], "days of 2026-06"),
        (["08", "09", "10"], "days of 2026-06"),
        (["8日(周一)", "9日(周二)", "10日(周三)"], "days of 2026-06"),
        (["6/8 Mon", "6/9 Tue", "6/10 Wed"], "month/day"),
    ],
)
def test_days_in_every_usual_form(headings: list[str], how: str) -> None:
    found = read("name|" + "|".join(headings) + "\n王娜|M1||N1", plan("2026-06-08", 7))
    assert (found.problems, found.how) == ([], how)
    assert cells(found) == [("0007", "2026-06-08", "M1"), ("0007", "2026-06-10", "N1")]


def test_weekdays_alone_are_enough_where_the_plan_is_that_week() -> None:
    found = read("姓名|周一|周二|周三|周四|周五|周六|周日\n李雷|M1|M1|||||", plan("2026-06-08", 7))
    assert found.problems == []
    assert cells(found) == [("0012", "2026-06-08", "M1"), ("0012", "2026-06-09", "M1")]


def test_weekdays_alone_in_a_longer_plan_are_asked_about() -> None:
    text = "姓名|周一|周二|周三\n李雷|M1|M1|"
    assert said(read(text)) == [(1, "B", "周一", "days-unclear")]
    assert "--first-day" in read(text).problems[0].expected
    assert cells(read(text, first_day=date(2026, 6, 15)))[0] == ("0012", "2026-06-15", "M1")


def test_day_numbers_that_fit_two_months_are_asked_about_and_month_answers() -> None:
    two_months = plan("2026-05-01", 61)
    text = "工号|1日|2日|3日\n0007|M1||N1"
    assert said(read(text, two_months)) == [(1, "B", "1日", "days-unclear")]
    found = read(text, two_months, month=(2026, 6))
    assert cells(found) == [("0007", "2026-06-01", "M1"), ("0007", "2026-06-03", "N1")]


def test_a_title_or_a_sheets_name_answers_which_month() -> None:
    two_months = plan("2026-05-01", 61)
    assert cells(read("2026年6月\n工号|1日|2日\n0007|M1|", two_months)) == [("0007", "2026-06-01", "M1")]
    assert cells(read("工号|1日|2日\n0007|M1|", two_months, title="2026-06")) == [("0007", "2026-06-01", "M1")]
    assert cells(read("Roster June 2026\nid|1|2\n0007|M1|", two_months)) == [("0007", "2026-06-01", "M1")]


def test_numbers_run_on_into_the_next_month() -> None:
    found = read("id|29|30|1|2\n0007|M1|M1|M1|M1", plan("2026-06-29", 7))
    assert [d for _, d, _ in cells(found)] == ["2026-06-29", "2026-06-30", "2026-07-01", "2026-07-02"]


def test_month_and_day_that_fit_both_ways_are_not_guessed() -> None:
    found = read("id|6/7\n0007|M1", plan("2026-06-01", 60))
    assert said(found) == [(1, "B", "6/7", "days-unclear")]


def test_a_weekday_row_that_contradicts_the_days_is_told() -> None:
    found = read(TITLED.replace("周一", "周四"))
    assert said(found) == [(3, "C", "周四", "days-unclear")]
    assert "2026-06-01" in found.problems[0].expected


def test_blank_is_asked_about_and_both_answers_work() -> None:
    text = "工号|6/1|6/2\n0007|M1|\n0012||N1"
    assert said(read(text, mapping=Mapping())) == [(2, "C", None, "blank-cells")]
    assert "2 cells" in read(text, mapping=Mapping()).problems[0].expected
    assert read(text).unknown_days == []
    unknown = read(text, mapping=Mapping(blank="unknown"))
    assert unknown.unknown_days == [("0007", date(2026, 6, 2)), ("0012", date(2026, 6, 1))]
    assert cells(unknown) == cells(read(text))


def test_an_unknown_code_names_the_cell_the_candidates_and_enters_the_mapping() -> None:
    found = read("工号|6/1|6/2\n0007|M1|备班\n0012|M1|M2")
    assert said(found) == [(2, "C", "备班", "unknown-code"), (3, "C", "M2", "unknown-code")]
    assert "M1, L1, N1, F8" in found.problems[0].expected
    assert "nearest: M1" in found.problems[1].expected
    assert found.mapping.codes == {"M1": "M1", "备班": "?", "M2": "?"}


def test_the_mapping_answers() -> None:
    mapping = Mapping(blank="off", codes={"备班": "unknown", "早": "F8 09:30", "大夜": "N1", "丧": "leave bereavement"})
    found = read("工号|6/1|6/2|6/3|6/4\n0007|备班|早|大 夜|丧", mapping=mapping)
    assert found.problems == []
    assert [(d.shift, d.start % 1440) for d in found.roster.duties] == [("F8", 570), ("N1", 1200)]
    assert found.unknown_days == [("0007", date(2026, 6, 1))]
    assert found.leave[0].kind == "bereavement"


def test_a_shift_with_several_starts_needs_one() -> None:
    found = read("工号|6/1|6/2|6/3\n0007|F8|F8 09:00|F8 08:00-16:30")
    assert said(found) == [(2, "B", "F8", "start-unclear")]
    assert "08:00 to 10:00" in found.problems[0].expected
    assert found.mapping.codes["F8"] == "?"
    assert [d.start % 1440 for d in found.roster.duties] == [540, 480]


def test_times_in_a_cell_are_kept_as_stated() -> None:
    found = read("工号|6/1|6/2\n0007|M1 08:00-18:00|20:00-08:00")
    first, second = found.roster.duties
    assert (first.end - first.start, first.paid_minutes) == (600, None)  # what is paid for a length of its own, nobody says
    assert (second.shift, second.end - second.start, second.paid_minutes) == ("N1", 720, 660)


def test_times_that_fit_no_shift_or_two_are_told() -> None:
    found = read("工号|6/1|6/2\n0007|07:00-15:00|08:00")
    assert said(found) == [(2, "B", "07:00-15:00", "unknown-code"), (2, "C", "08:00", "ambiguous-code")]


def test_two_shifts_in_a_cell() -> None:
    found = read("工号|6/1\n0007|M1/N1")
    assert cells(found) == [("0007", "2026-06-01", "M1"), ("0007", "2026-06-01", "N1")]


@pytest.mark.parametrize("shown", ["7", "12 "])
def test_an_id_that_lost_its_zeros_is_not_guessed_but_hinted(shown: str) -> None:
    found = read(f"工号|6/1|6/2\n{shown}|M1|M1")
    assert said(found) == [(2, "A", shown.strip(), "unknown-name")]
    assert f"did you mean '{shown.strip().zfill(4)}'?" in found.problems[0].expected
    told = read(f"工号|6/1|6/2\n{shown}|M1|M1", mapping=Mapping(blank="off", agents={shown.strip(): "0100"}))
    assert told.problems == []
    assert {d.agent for d in told.roster.duties} == {"0100"}


def test_a_name_of_two_people_is_asked_about() -> None:
    from dataclasses import replace

    base = plan()
    twins = replace(base, agents=(base.agents[0], replace(base.agents[1], name="王娜"), base.agents[2]))
    found = read("姓名|6/1|6/2\n王娜|M1|M1\n韩梅梅|M1|", twins)
    assert said(found) == [(2, "A", "王娜", "unknown-name")]
    assert "0007, 0012" in found.problems[0].expected


def test_a_person_twice_a_day_twice_and_a_person_missing_are_told() -> None:
    assert said(read("工号|6/1|6/2\n0007|M1|M1\n0007|L1|"))[0] == (3, None, "0007", "duplicate")
    assert {code for *_, code in said(read("工号|6/1|6/1\n0007|M1|"))} == {"duplicate-column"}
    assert said(read("工号|6/1|6/2\n|M1|"))[0] == (2, "A", None, "missing-value")


def test_rows_without_codes_and_columns_that_are_no_days_are_listed_not_read() -> None:
    found = read("工号|姓名|班组|6/1|6/2|合计工时\n0007|王娜|一组|M1||8\n班次说明|||||\n制表人:张三|||||")
    assert found.problems == []
    assert found.ignored_columns == ("班组", "合计工时")
    assert [line for line, _ in found.ignored_rows] == [3, 4]


def test_days_before_the_plan_become_worked_and_days_after_are_counted() -> None:
    found = read("工号|6/7|6/8|6/9|6/10\n0007|N1|M1|M1|M1", plan("2026-06-08", 2))
    assert [(w.agent, w.shift, w.start) for w in found.worked] == [("0007", "N1", -240)]
    assert len(found.roster.duties) == 2
    assert found.outside == 1


def test_a_name_that_differs_from_the_file_of_agents_is_listed() -> None:
    assert read("工号|姓名|6/1|6/2\n0007|王丽|M1|").other_names == [("0007", "王丽")]


def test_a_sheet_without_a_heading_or_outside_the_plan_is_told() -> None:
    assert said(read("a|b\nc|d")) == [(None, None, None, "no-heading")]
    assert said(read("工号|2025-01-01|2025-01-02\n0007|M1|M1")) == [(1, "B", "2025-01-01", "out-of-range")]
    assert said(read("工号|6/1|6/2\n")) == [(1, None, None, "empty-file")]


def test_a_cell_that_names_a_time_the_clocks_skip_is_told() -> None:
    from tests.factories import make_shift

    berlin = plan("2026-03-28", 3, zone="Europe/Berlin", shifts=(make_shift("V", "02:30", 480),))
    found = read("工号|3/28|3/29\n0007|V|V", berlin)
    assert said(found) == [(2, "C", "V", "no-such-time")]


def test_hundreds_of_people_are_read_in_a_moment() -> None:
    from tests.factories import make_agent

    people = [make_agent(f"{k:05d}") for k in range(400)]
    big = plan("2026-06-01", 28, agents=people)
    head = "工号|" + "|".join((date(2026, 6, 1) + timedelta(days=k)).isoformat() for k in range(28))
    rows = "\n".join(f"{a.id}|" + "|".join(("M1", "N1", "休", "L1")[(k + j) % 4] for j in range(28)) for k, a in enumerate(people))
    found = read(f"{head}\n{rows}", big)
    assert len(found.roster.duties) == 400 * 21
