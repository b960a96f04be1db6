# SPDX-License-Identifier: MIT
"""The pictures show the figures: what is drawn is held against what is read."""
import itertools
import math
import random
from datetime import date, timedelta

import pytest

pytest.importorskip("matplotlib")

from matplotlib import colors as mcolors  # noqa: E402
from matplotlib import pyplot  # noqa: E402
from matplotlib.collections import LineCollection, PolyCollection, QuadMesh  # noqa: E402

from postventa import NPS, Cohorts, Durations, Survival, plot  # noqa: E402
from postventa.plot._text import UNITS, Text  # noqa: E402

MINUTE, HOUR, DAY = UNITS["min"], UNITS["h"], UNITS["d"]


@pytest.fixture(autouse=True)
def closed():
    yield
    pyplot.close("all")


def small(width, height):
    return pyplot.subplots(figsize=(width, height), layout="constrained")[1]


def texts(ax):
    """Everything that is written in and around the Axes, each with the box around it."""
    ax.figure.canvas.draw()
    written = [*ax.texts, ax.title, ax.xaxis.label, ax.yaxis.label]
    for axis in (ax.xaxis, *(axes.yaxis for axes in (ax, *ax.child_axes))):
        low, high = sorted(axis.get_view_interval())
        written += [label for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high
                    for label in (tick.label1, tick.label2)]
    if ax.get_legend():
        written += ax.get_legend().get_texts()
    return [(text.get_window_extent(), text.get_text()) for text in written
            if text.get_visible() and text.get_text()]


def overlapping(ax):
    """Pairs of texts, one written over the other by more than the room around letters."""
    return [(one, other) for (box, one), (with_, other) in itertools.combinations(texts(ax), 2)
            if min(box.x1, with_.x1) - max(box.x0, with_.x0) > 1
            and min(box.y1, with_.y1) - max(box.y0, with_.y0) > 0.3 * min(box.height, with_.height)]


def cut_off(ax):
    """What is written beyond the edge of the figure."""
    width, height = ax.figure.canvas.get_width_height()
    return [text for box, text in texts(ax)
            if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1]


def labels(axis):
    return [label.get_text() for label in axis.get_ticklabels()]


# Net Promoter Score


def answers(promoters, passives, detractors):
    nps = NPS()
    for score, n in [(10, promoters), (7, passives), (0, detractors)]:
        nps.add(score, n)
    return nps.read()


ODD = {
    "empty": answers(0, 0, 0), "one": answers(1, 0, 0), "promoters": answers(400, 0, 0),
    "detractors": answers(0, 0, 7), "passives": answers(0, 12, 0), "usual": answers(551, 267, 181),
    "rare": answers(970, 20, 10),
}


def spans(ax, row):
    return [(bars[row].get_x(), bars[row].get_x() + bars[row].get_width())
            for bars in ax.containers[:3]]


def test_bar_of_nps():
    result = answers(50, 30, 20)
    ax = plot.nps_bar(result)
    assert [bars.get_label() for bars in ax.containers[:3]] == [
        "promoters", "passives", "detractors"]
    assert spans(ax, 0) == [(-100, 0), (0, 60), (60, 100)]
    assert {"50%", "30%", "20%"} <= {text.get_text() for text in ax.texts}
    assert labels(ax.xaxis) == ["\N{MINUS SIGN}100", "\N{MINUS SIGN}50", "0", "+50", "+100"]
    assert ax.get_xlabel() == "NPS, 95% interval"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "promoters", "passives", "detractors"]


@pytest.mark.parametrize("result", ODD.values(), ids=ODD)
def test_score_is_in_the_middle_of_the_passives(result):
    ax = plot.nps_bar(result)
    line, caps, (interval,) = ax.containers[3]
    if not result.n:
        assert math.isnan(line.get_xdata()[0])
        assert [text.get_text() for text in ax.texts] == ["no data"]
        assert spans(ax, 0) == [(-100, -100)] * 3
        return
    start, end = spans(ax, 0)[1]
    assert line.get_xdata()[0] == result.score.value == pytest.approx((start + end) / 2)
    assert interval.get_segments()[0][:, 0] == pytest.approx(
        [result.score.lower, result.score.upper])
    assert spans(ax, 0)[2][1] == pytest.approx(100)
    # The score is above its bar, not on it.
    assert line.get_ydata()[0] < ax.containers[0][0].get_y()


def test_rows_of_nps():
    ax = plot.nps_bar(ODD)
    assert labels(ax.yaxis) == list(ODD)
    beside, = ax.child_axes
    scores = dict(zip(ODD, labels(beside.yaxis), strict=True))
    assert scores["empty"] == ""
    assert scores["one"] == "+100 [\N{MINUS SIGN}59, +100]  n 1"
    assert scores["passives"].startswith("0 [") and scores["passives"].endswith("n 12")
    assert len(ax.containers[0]) == len(ODD)
    top, bottom = ax.transData.transform([(0, 0), (0, len(ODD) - 1)])[:, 1]
    assert top > bottom  # in their order, downwards


def test_rows_in_spanish():
    ax = plot.nps_bar({"marzo": answers(55, 27, 18), "abril": answers(5000, 3000, 2000)}, lang="es")
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "promotores", "pasivos", "detractores"]
    assert labels(ax.child_axes[0].yaxis)[1] == "+30 [+28; +32]  n 10.000"
    assert ax.get_xlabel() == "NPS, intervalo del 95\N{NO-BREAK SPACE}%"
    assert "55\N{NO-BREAK SPACE}%" in {text.get_text() for text in ax.texts}


def test_score_without_an_interval():
    nps = NPS()
    nps.add(10, 5)
    ax = plot.nps_bar(nps.read(method="wald"))
    assert labels(ax.child_axes[0].yaxis) == ["+100  n 5"]


def test_nps_of_nobody():
    ax = plot.nps_bar({})
    assert labels(ax.yaxis) == []


def test_narrow_parts_have_no_label():
    ax = plot.nps_bar(answers(970, 20, 10))
    assert [text.get_text() for text in ax.texts] == ["97%"]


def test_colors_are_taken():
    ax = plot.nps_bar(answers(1, 1, 1), colors=["black", "white", (1, 0, 0)])
    assert [bars[0].get_facecolor() for bars in ax.containers[:3]] == [
        mcolors.to_rgba(color) for color in ("black", "white", "red")]
    assert [text.get_color() == "white" for text in ax.texts] == [True, False, False]
    with pytest.raises(ValueError):
        plot.nps_bar(answers(1, 1, 1), colors=["black", "white"])


@pytest.mark.parametrize("n", [1, 2, 12, 24, 60])
@pytest.mark.parametrize("size", [None, (6.4, 4.8), (4, 2.5)])
def test_texts_of_nps_are_apart(n, size):
    rows = {f"2025-{i:02}": answers(50 + i, 30, 20 + i) for i in range(n)}
    ax = plot.nps_bar(rows, ax=small(*size) if size else None)
    assert overlapping(ax) == []
    assert cut_off(ax) == []


# Durations


def durations_of(times):
    durations = Durations()
    durations.update(times)
    return durations


def skewed(n, middle=30 * MINUTE, seed=1):
    generator = random.Random(seed)
    return [int(middle * math.exp(generator.gauss(0, 1.2))) for _ in range(n)]


def bars_of(ax):
    return [(bar.get_x(), bar.get_x() + bar.get_width(), bar.get_height()) for bar in ax.patches]


def marks_of(ax):
    """Where the marks are, from left to right, and what is written beside them, in this order."""
    points, = ax.lines
    return sorted(zip(points.get_xdata(), [text.get_text() for text in ax.texts], strict=True))


@pytest.mark.parametrize("log", [True, False])
@pytest.mark.parametrize("n", [1, 2, 200, 5000])
def test_bars_hold_all(n, log):
    times = skewed(n)
    durations = durations_of(times)
    ax = plot.distribution(durations, log=log)
    bars = bars_of(ax)
    assert ax.get_xscale() == ("log" if log else "linear")
    assert sum(height for _, _, height in bars) == n
    assert all(end == pytest.approx(start)
               for (_, end, _), (start, _, _) in itertools.pairwise(bars))
    if durations.read().exact:
        for start, end, height in bars:
            assert height == sum(start <= time < end for time in times)
    assert len(bars) <= 40
    assert (bars[0][0], bars[-1][1]) == pytest.approx(ax.get_xlim())


def test_bars_are_even_or_of_equal_ratio():
    durations = durations_of(skewed(5000))
    ratios = [end / start for start, end, _ in bars_of(plot.distribution(durations))]
    assert ratios == pytest.approx([ratios[0]] * len(ratios))
    widths = {end - start for start, end, _ in bars_of(plot.distribution(durations, log=False))}
    assert len(widths) == 1
    assert len(bars_of(plot.distribution(durations, bins=10))) == 10


@pytest.mark.parametrize("log", [True, False])
def test_bars_are_not_narrower_than_cells(log):
    """Else every other one would be empty, where nothing is."""
    generator = random.Random(2)
    durations = durations_of([10 * HOUR + generator.randrange(5 * HOUR) for _ in range(9000)])
    assert not durations.read().exact
    bars = bars_of(plot.distribution(durations, log=log, bins=1000))
    widest = max(cell.upper - cell.lower for cell in durations.cells()) / timedelta(milliseconds=1)
    assert len(bars) > 20
    assert all(end - start > 0.99 * widest for start, end, _ in bars[1:])
    assert all(height > 0 for start, end, height in bars[1:-1]
               if start > 10.1 * HOUR and end < 14.9 * HOUR)


@pytest.mark.parametrize("log", [True, False])
def test_marks_are_percentiles(log):
    durations = durations_of(skewed(700))
    ax = plot.distribution(durations, marks=(0.95, 0.5, 0.9), log=log)
    found = [durations.quantile(q) for q in (0.5, 0.9, 0.95)]
    assert [x for x, _ in marks_of(ax)] == [estimate.value for estimate in found]
    assert sorted(text for _, text in marks_of(ax)) == sorted(
        f"{name}  {Text('en').lapse(estimate.value)}"
        for name, estimate in zip(("median", "p90", "p95"), found, strict=True))
    lines, intervals = (collection.get_segments() for collection in ax.collections)
    assert sorted(float(line[0, 0]) for line in lines) == [estimate.value for estimate in found]
    assert sorted(tuple(map(float, line[:, 0])) for line in intervals) == [
        (estimate.lower, estimate.upper) for estimate in found]
    # Above all bars, and each on a line of its own.
    heights = [float(line[0, 1]) for line in intervals]
    assert len(set(heights)) == 3
    assert min(heights) > max(height for _, _, height in bars_of(ax))


@pytest.mark.parametrize("to_right", [True, False])
def test_marks_do_not_cross_their_labels(to_right):
    """Labels on the right go downwards from mark to mark, and upwards on the left."""
    times = skewed(900, MINUTE)
    ax = plot.distribution(durations_of(times if to_right else [30 * MINUTE - min(time, 29 * MINUTE)
                                                                for time in times]), log=False)
    lines = ax.collections[0].get_segments()
    for text in ax.texts:
        box = text.get_window_extent()
        assert ax.get_window_extent().x0 <= box.x0
        for line in lines:
            (x, bottom), (_, top) = ax.transData.transform(line)
            assert not (box.x0 < x < box.x1 and bottom < box.y1 and top > box.y0)
    assert {text.get_horizontalalignment() for text in ax.texts} == {
        "left" if to_right else "right"}


def test_labels_of_marks_are_smaller_where_there_is_no_room():
    ax = plot.distribution(durations_of(skewed(500)), ax=small(3.2, 2))
    assert all(text.get_window_extent().x0 > ax.get_window_extent().x0 for text in ax.texts)
    assert {text.get_fontsize() for text in ax.texts} != {10}


def test_marks_without_an_interval():
    ax = plot.distribution(durations_of([MINUTE, 2 * MINUTE, 3 * MINUTE]), marks=[0.5])
    assert marks_of(ax) == [(2 * MINUTE, "median  2 min")]
    assert [len(line) for line in ax.collections[1].get_segments()] == [2]


def test_no_marks():
    ax = plot.distribution(durations_of(skewed(100)), marks=())
    assert not ax.texts and not ax.lines


def test_names_of_marks():
    ax = plot.distribution(durations_of(skewed(2000)), marks=(0.25, 0.5, 0.999), lang="es")
    assert [text.split("  ")[0] for _, text in sorted(marks_of(ax))] == ["p25", "mediana", "p99,9"]
    assert ax.get_ylabel() == "duraciones"


def test_nothing_took_time():
    """On a logarithmic axis there is no 0: it has a place of its own before the others."""
    ax = plot.distribution(durations_of([0] * 30 + skewed(100)), marks=(0.1, 0.9))
    bars = bars_of(ax)
    assert [height for _, _, height in bars[:2]] == [30, 0]
    assert sum(height for _, _, height in bars) == 130
    middle = math.sqrt(bars[0][0] * bars[0][1])
    assert ax.get_xticks()[0] == marks_of(ax)[0][0] == pytest.approx(middle)
    assert labels(ax.xaxis)[0] == "0"
    assert marks_of(ax)[0][1] == "p10  0 ms"
    only = plot.distribution(durations_of([0] * 5))
    assert [(start, height) for start, _, height in bars_of(only) if height] == [(0, 5)]
    assert only.get_xscale() == "linear"


@pytest.mark.parametrize("log", [True, False])
def test_one_duration(log):
    ax = plot.distribution(durations_of([HOUR]), log=log)
    assert [height for start, end, height in bars_of(ax) if start <= HOUR < end] == [1]
    assert [x for x, _ in marks_of(ax)] == [HOUR] * 3
    low, high = ax.get_xlim()
    assert 0.5 * HOUR < low < 0.95 * HOUR and 1.05 * HOUR < high < 2 * HOUR
    assert "1 h" in labels(ax.xaxis)
    assert all(tick == int(tick) for tick in ax.get_yticks())


def test_no_durations():
    ax = plot.distribution(Durations(), lang="es")
    assert [text.get_text() for text in ax.texts] == ["sin datos"]
    assert not ax.patches


@pytest.mark.parametrize("times", [
    skewed(3000), skewed(3000, DAY), skewed(300, 200), [1], [0], [0, 10 ** 15], [HOUR] * 9,
    [10 ** (i / 20) for i in range(320)], [MINUTE, MINUTE, HOUR, 300 * DAY],
    [DAY + time for time in skewed(500, MINUTE)], [10 * DAY - time for time in skewed(500, MINUTE)],
], ids=range(11))
@pytest.mark.parametrize("size", [(6.4, 4.8), (3, 2), (10, 2)])
@pytest.mark.parametrize("log", [True, False])
def test_texts_of_durations_are_apart(times, size, log):
    durations = Durations()
    for time in times:
        durations.add(int(time))
    ax = plot.distribution(durations, ax=small(*size), log=log)
    assert ax.get_xticks().size
    assert overlapping(ax) == []
    assert cut_off(ax) == []


@pytest.mark.parametrize("ms, text", [
    (0, "0 ms"), (350, "350 ms"), (999.4, "999 ms"), (999.6, "1 s"), (11_312, "11.3 s"),
    (59_949, "59.9 s"), (59_951, "1 min"), (54 * MINUTE + 30_000, "54 min 30 s"),
    (HOUR - 400, "1 h"), (80 * MINUTE, "1 h 20 min"), (DAY - 1, "1 d"), (DAY + 5 * HOUR, "1 d 5 h"),
    (13 * DAY + 17 * HOUR, "14 d"), (UNITS["y"], "1 y"), (2.72 * UNITS["y"], "2.7 y"),
    (9.96 * UNITS["y"], "10 y"), (12_345 * UNITS["y"], "12,345 y"),
])
def test_lapses(ms, text):
    assert Text("en").lapse(ms) == text
    assert Text("es").lapse(ms) == text.replace("y", "a").translate({44: ".", 46: ","})


# Cohorts


def cohorts_of(n, size=40, seed=1):
    generator = random.Random(seed)
    cohorts = Cohorts(first=0, periods=max(n, 1))
    for cohort in range(n):
        for customer in range(size):
            for age in range(n - cohort):
                if not age or generator.random() < 0.6 * 0.8 ** age:
                    cohorts.add(100_000 * cohort + customer, cohort + age)
    return cohorts


def grid(ax):
    mesh, = (each for each in ax.collections if isinstance(each, QuadMesh))
    return mesh.get_array()


def written(ax):
    """What is written in the cells: by column, where 0 is that of sizes, and row."""
    return {(max(0, round(text.get_position()[0])), text.get_position()[1]): text.get_text()
            for text in ax.texts}


def test_cells_are_rates():
    cohorts = cohorts_of(5)
    cells = cohorts.table(until=4)
    ax = plot.cohort_heatmap(cells, averages=cohorts.averages(until=4))
    rates, entries = grid(ax), written(ax)
    assert rates.shape == (6, 5)
    assert rates.mask[:, 0].all()  # sizes have no colour
    for cell in cells:
        if not cell.age:
            assert entries[0, cell.cohort] == str(cell.size)
        elif cell.rate.status == "incomplete":
            assert entries[cell.age, cell.cohort] == f"({cell.retained})"
            assert rates.mask[cell.cohort, cell.age]
        else:
            assert entries[cell.age, cell.cohort] == f"{100 * cell.rate.value:.0f}"
            assert rates[cell.cohort, cell.age] == cell.rate.value
    for average in cohorts.averages(until=4):
        if average.age and average.cohorts:
            assert rates[5, average.age] == average.pooled.value
    assert entries[0, 5] == str(5 * 40)
    incomplete = [(cell.age, cell.cohort) for cell in cells
                  if cell.age and cell.rate.status == "incomplete"]
    hatched = sorted((bar.get_x() + 0.5, bar.get_y() + 0.5) for bar in ax.patches)
    assert hatched == sorted(incomplete)
    assert incomplete and all(bar.get_hatch() for bar in ax.patches)
    assert labels(ax.xaxis) == ["size", "1", "2", "3", "4"]
    assert labels(ax.yaxis) == ["0", "1", "2", "3", "4", "all"]


def test_names_of_cohorts():
    ax = plot.cohort_heatmap(cohorts_of(3).table(), label=lambda period: f"2025-{period + 1:02}",
                             lang="es")
    assert labels(ax.yaxis) == ["2025-01", "2025-02", "2025-03"]
    assert labels(ax.xaxis)[0] == "tamaño"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("periodos desde el primero", "cohorte")
    months = Cohorts(first=date(2025, 1, 1), periods=2, unit="month")
    months.add("ana", date(2025, 2, 3))
    ax = plot.cohort_heatmap(months.table(), label=months.first_day)
    assert labels(ax.yaxis) == ["2025-02-01"]


def test_without_figures_there_is_a_scale():
    ax = plot.cohort_heatmap(cohorts_of(6).table(), annotate=False, cmap="viridis")
    scale, = set(ax.figure.axes) - {ax}
    assert all(text.endswith("%") for text in labels(scale.yaxis))
    assert {column for column, _ in written(ax)} == {0}
    with_figures = plot.cohort_heatmap(cohorts_of(6).table())
    assert len(with_figures.figure.axes) == 1


def test_no_room_for_figures():
    ax = plot.cohort_heatmap(cohorts_of(24).table(), ax=small(3, 2))
    assert len(ax.figure.axes) == 2
    assert {column for column, _ in written(ax)} == {0}


def test_large_counts_do_not_make_rates_small():
    cells = cohorts_of(10, size=2500).table(until=9)
    ax = plot.cohort_heatmap(cells)
    assert any(cell.retained > 1000 for cell in cells if cell.rate.status == "incomplete")
    assert not any(text.startswith("(") for text in written(ax).values())
    rates = [text for text in ax.texts if text.get_position()[0] > 0.5]
    assert rates and {text.get_fontsize() for text in rates} == {10}


def test_brackets():
    cohorts = cohorts_of(7)
    ax = plot.cohort_heatmap(cohorts.table(brackets=[0, 1, 3, 7]))
    assert labels(ax.xaxis) == ["size", "1", "3"]


def test_one_cohort():
    ax = plot.cohort_heatmap(cohorts_of(1).table())
    assert written(ax) == {(0, 0): "40"}
    assert labels(ax.xaxis) == ["size"]
    assert len(ax.figure.axes) == 1


def test_no_cohorts():
    ax = plot.cohort_heatmap(Cohorts(first=0, periods=3).table())
    assert [text.get_text() for text in ax.texts] == ["no data"]


def test_figures_can_be_read():
    """Dark on light, light on dark: at least 4.5 to 1."""
    def luminance(color):
        return sum(weight * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
                   for weight, part in zip((0.2126, 0.7152, 0.0722), mcolors.to_rgb(color)))

    for cmap in ("Blues", "viridis", "Greys"):
        ax = plot.cohort_heatmap(cohorts_of(10).table(), cmap=cmap)
        mesh, = (each for each in ax.collections if isinstance(each, QuadMesh))
        ax.figure.canvas.draw()
        for text in ax.texts:
            column, row = map(round, text.get_position())
            if column > 0 and not text.get_text().startswith("("):
                back = luminance(mesh.to_rgba(mesh.get_array())[row, column])
                front = luminance(text.get_color())
                assert (max(back, front) + 0.05) / (min(back, front) + 0.05) > 4.5


@pytest.mark.parametrize("n", [1, 2, 5, 12, 24])
@pytest.mark.parametrize("size", [None, (6.4, 4.8), (4, 2.5)])
def test_texts_of_cohorts_are_apart(n, size):
    cohorts = cohorts_of(n, size=120)
    ax = plot.cohort_heatmap(cohorts.table(until=n - 1), averages=cohorts.averages(until=n - 1),
                             ax=small(*size) if size else None)
    assert overlapping(ax) == []
    assert cut_off(ax) == []


# Survival


def survival_of(times, censored=(), **config):
    state = Survival(**config)
    for time in times:
        state.add(time)
    for time in censored:
        state.add(time, False)
    return state


def test_curve_has_steps_and_a_band():
    curve = survival_of([1, 2, 2, 5, 9], [3, 9]).curve()
    ax = plot.survival(curve, color="black", label="tickets")
    line, = ax.lines
    assert list(line.get_xdata()) == [0, *(point.time for point in curve)]
    assert list(line.get_ydata()) == [1, *(point.survival.value for point in curve)]
    assert line.get_drawstyle() == "steps-post" and line.get_label() == "tickets"
    band, = (each for each in ax.collections if isinstance(each, PolyCollection))
    path, = band.get_paths()
    for point in curve[:-1]:
        for share in (point.survival.lower, point.survival.upper):
            inside = [path.contains_point((point.time + 0.5, share + bit)) for bit in (-1e-6, 1e-6)]
            assert inside[0] != inside[1]
    assert labels(ax.yaxis)[0] == "0%" and labels(ax.yaxis)[-1] == "100%"
    assert ax.get_xlim() == (0, 9)


def test_curve_in_units_of_time():
    minutes = survival_of([5, 60, 150], unit=timedelta(minutes=1))
    ax = plot.survival(minutes.curve(), unit=minutes.unit, lang="es")
    assert list(ax.lines[0].get_xdata()) == [0, 5 * MINUTE, HOUR, 150 * MINUTE]
    assert {"0", "1 h"} <= set(labels(ax.xaxis))
    assert ax.get_ylabel() == "sin el suceso"


def test_curves_on_the_same_axes():
    ax = plot.survival(survival_of([1, 2]).curve(), label="one")
    assert plot.survival(survival_of([3, 8]).curve(), ax=ax, label="other") is ax
    one, other = ax.lines
    assert one.get_color() != other.get_color()
    assert ax.get_xlim() == (0, 8)
    plot.survival(survival_of([2, 3]).curve(), ax=ax)
    assert ax.get_xlim() == (0, 8)


def test_no_curve():
    assert [text.get_text() for text in plot.survival(Survival().curve()).texts] == ["no data"]


@pytest.mark.parametrize("unit", [None, timedelta(minutes=1)])
@pytest.mark.parametrize("size", [(6.4, 4.8), (2.5, 2)])
def test_texts_of_survival_are_apart(unit, size):
    for times in ([0], [1], range(1, 400), [1, 10 ** 7]):
        ax = plot.survival(survival_of(times).curve(), unit=unit, ax=small(*size))
        assert overlapping(ax) == []


# All of them

DRAWN = {
    "nps_bar": lambda **more: plot.nps_bar(answers(5, 3, 2), **more),
    "distribution": lambda **more: plot.distribution(durations_of(skewed(50)), **more),
    "cohort_heatmap": lambda **more: plot.cohort_heatmap(cohorts_of(4).table(), **more),
    "survival": lambda **more: plot.survival(survival_of([1, 2, 3]).curve(), **more),
}


def test_all_are_drawn():
    assert sorted(DRAWN) == plot.__all__


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_axes_are_taken(draw):
    ax = small(4, 3)
    ax.set_title("its own")
    before = pyplot.get_fignums()
    assert draw(ax=ax) is ax
    assert pyplot.get_fignums() == before
    assert ax.get_title() == "its own"
    assert draw().figure is not ax.figure


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_dark_styles(draw):
    """What is written on the background is light where that is dark."""
    with pyplot.style.context("dark_background"):
        ax = draw()
        back = ax.get_facecolor()
        assert back == (0, 0, 0, 1)
        shown = [text for text in ax.texts if not text.get_text().endswith("%")]
        if draw is DRAWN["cohort_heatmap"]:
            shown = [text for text in shown if text.get_position()[0] < 0.5]
        assert {mcolors.to_rgb(text.get_color()) for text in shown} <= {(1, 1, 1)}
        drawn = [line for line in ax.lines if line.get_color() not in ("C0", "#8dd3c7")]
        assert {mcolors.to_rgb(line.get_color()) for line in drawn} <= {(1, 1, 1)}


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_languages(draw):
    with pytest.raises(ValueError, match="lang must be 'en' or 'es', not 'fr'"):
        draw(lang="fr")
    spanish, english = ({text for _, text in texts(draw(lang=lang))} for lang in ("es", "en"))
    assert spanish != english


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_files_are_written(draw, tmp_path):
    for kind in ("png", "svg", "pdf"):
        draw().figure.savefig(tmp_path / f"picture.{kind}")
        assert (tmp_path / f"picture.{kind}").stat().st_size > 1000


WITHOUT = """
import sys
sys.modules["matplotlib"] = None
from postventa import NPS, plot
try:
    plot.nps_bar(NPS().read())
except ImportError as error:
    print(error)
"""


def test_without_matplotlib(run):
    assert run("-c", WITHOUT) == "plots need matplotlib: pip install matplotlib\n"
