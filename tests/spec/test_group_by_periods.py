"""The periods dates are grouped by, in time zones whose clocks change (`data-api.md` 12.6)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schema.standard import standard_model
from tests.processes import Api
from tests.property.in_process import serving_in_process

_CREATE = "mutation($data: [TaskCreateInput!]!) { createTasks(data: $data) { id } }"
_GROUP = """query($period: GroupByDateGranularityInput, $title: String) {
  tasksGroupBy(groupBy: [{dueAt: $period}], filter: {title: {eq: $title}}) { groupByDimensionValues }
}"""

PERIODS = {
    "DAY": "2024-02-29",
    "WEEK": "2024-02-26",
    "MONTH": "2024-02-01",
    "QUARTER": "2024-01-01",
    "YEAR": "2024-01-01",
    "DAY_OF_THE_WEEK": "Thursday",
    "MONTH_OF_THE_YEAR": "February",
    "QUARTER_OF_THE_YEAR": "Q1",
    "NONE": "2024-02-29T12:30:45.123Z",
}
MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
DAYS = [
    # New York: five hours behind in winter, four in summer.
    ("2024-01-01T04:30:00.000Z", "America/New_York", "2023-12-31"),
    ("2024-07-01T04:30:00.000Z", "America/New_York", "2024-07-01"),
    ("2024-03-10T04:59:59.999Z", "America/New_York", "2024-03-09"),
    ("2024-11-04T04:59:59.999Z", "America/New_York", "2024-11-03"),
    # Days that begin between two hours of UTC.
    ("2024-04-30T18:29:59.999Z", "Asia/Kolkata", "2024-04-30"),
    ("2024-04-30T18:30:00.000Z", "Asia/Kolkata", "2024-05-01"),
    ("2024-04-30T11:14:59.999Z", "Pacific/Chatham", "2024-04-30"),
    ("2024-04-30T11:15:00.000Z", "Pacific/Chatham", "2024-05-01"),
    # Here clocks went back at one minute past midnight: one minute of Sunday, then Saturday once more.
    ("2006-10-29T02:29:59.999Z", "America/St_Johns", "2006-10-28"),
    ("2006-10-29T02:30:30.000Z", "America/St_Johns", "2006-10-29"),
    ("2006-10-29T02:31:00.000Z", "America/St_Johns", "2006-10-28"),
    # Samoa went without this day.
    ("2011-12-30T09:59:59.999Z", "Pacific/Apia", "2011-12-29"),
    ("2011-12-30T10:00:00.000Z", "Pacific/Apia", "2011-12-31"),
    # A zone before there were zones, and the ends of the calendar.
    ("1890-01-01T23:50:38.999Z", "Europe/Paris", "1890-01-01"),
    ("1890-01-01T23:50:39.000Z", "Europe/Paris", "1890-01-02"),
    ("0001-01-01T00:00:00.000Z", "America/New_York", "0001-01-01"),
    ("9999-12-31T23:59:59.999Z", "Asia/Tokyo", "9999-12-31"),
    ("2024-04-30T23:59:59.999Z", "Etc/UTC", "2024-04-30"),
]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve a task for every moment, named after it, and one without."""
    moments = {moment for moment, _, _ in DAYS} | {PERIODS["NONE"]}
    tasks = [{"title": moment, "dueAt": moment} for moment in sorted(moments)]
    with serving_in_process(tmp_path_factory.mktemp("periods") / "ferry.sqlite", standard_model()) as running:
        running.ask(_CREATE, data=[*tasks, {"title": "never"}])
        notes = [{"createdAt": f"2023-{month:02}-01T12:00:00Z"} for month in range(1, 13)]
        running.ask("mutation($data: [NoteCreateInput!]!) { createNotes(data: $data) { id } }", data=notes)
        yield running


def period_of(api: Api, title: str, granularity: str, zone: str | None, week_start: str | None = None) -> str | None:
    """Return the period in which the task of this title is due."""
    period = {"granularity": granularity, "timeZone": zone, "weekStartDay": week_start}
    (group,) = api.ask(_GROUP, period=period, title=title)["tasksGroupBy"]
    (value,) = group["groupByDimensionValues"]
    assert value is None or isinstance(value, str)
    return value


@pytest.mark.parametrize("granularity", PERIODS)
@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris"])
def test_every_granularity(api: Api, granularity: str, zone: str) -> None:
    """A period is named by its first day, or by its place in the week or the year; no date has no period."""
    assert PERIODS[granularity] == period_of(api, PERIODS["NONE"], granularity, zone)
    assert period_of(api, "never", granularity, zone) is None


@pytest.mark.parametrize(("moment", "zone", "day"), DAYS)
def test_the_day_is_the_one_the_zone_had(api: Api, moment: str, zone: str, day: str) -> None:
    """A moment lies on the day that clocks of the zone showed then."""
    assert day == period_of(api, moment, "DAY", zone)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris"])
def test_every_name(api: Api, zone: str) -> None:
    """The months, quarters and days of the week are named in full, each quarter with its three months."""
    query = """query($period: GroupByDateGranularityInput) {
      notesGroupBy(groupBy: [{createdAt: $period}]) { groupByDimensionValues totalCount }
    }"""

    def found(granularity: str) -> dict[str, int]:
        groups = api.ask(query, period={"granularity": granularity, "timeZone": zone})["notesGroupBy"]
        return {group["groupByDimensionValues"][0]: group["totalCount"] for group in groups}

    assert dict.fromkeys(MONTHS, 1) == found("MONTH_OF_THE_YEAR")
    assert {f"2023-{month:02}-01": 3 for month in (1, 4, 7, 10)} == found("QUARTER")
    assert {f"Q{quarter}": 3 for quarter in range(1, 5)} == found("QUARTER_OF_THE_YEAR")
    assert {"Sunday": 2, "Monday": 1, "Tuesday": 1, "Wednesday": 3, "Thursday": 1, "Friday": 2, "Saturday": 2} == found(
        "DAY_OF_THE_WEEK"
    )


def test_longer_periods_follow_the_day_of_the_zone(api: Api) -> None:
    """Half past four in London is still the old year in New York, in every granularity."""
    moment, zone = "2024-01-01T04:30:00.000Z", "America/New_York"
    expected = ["2023-12-25", "2023-12-01", "2023-10-01", "2023-01-01", "Sunday", "December", "Q4"]
    granularities = ["WEEK", "MONTH", "QUARTER", "YEAR", "DAY_OF_THE_WEEK", "MONTH_OF_THE_YEAR", "QUARTER_OF_THE_YEAR"]

    assert expected == [period_of(api, moment, granularity, zone) for granularity in granularities]


@pytest.mark.parametrize(
    ("week_start", "first"), [("MONDAY", "2024-02-26"), ("SUNDAY", "2024-02-25"), ("SATURDAY", "2024-02-24")]
)
def test_the_first_day_of_the_week(api: Api, week_start: str, first: str) -> None:
    """Weeks begin on Monday unless another day is named."""
    assert first == period_of(api, PERIODS["NONE"], "WEEK", "UTC", week_start)


def test_a_first_day_begins_its_own_week(api: Api) -> None:
    """The first day of a week is its first day."""
    monday = "2024-01-01T04:30:00.000Z"

    assert "2024-01-01" == period_of(api, monday, "WEEK", "UTC")
    assert "2023-12-31" == period_of(api, monday, "WEEK", "America/New_York", "SUNDAY")


@pytest.mark.parametrize("granularity", ["DAY_OF_THE_WEEK", "MONTH_OF_THE_YEAR", "QUARTER_OF_THE_YEAR", "NONE"])
def test_some_granularities_do_without_a_zone(api: Api, granularity: str) -> None:
    """What needs no time zone is that of UTC without one."""
    assert PERIODS[granularity] == period_of(api, PERIODS["NONE"], granularity, None)
