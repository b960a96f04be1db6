# SPDX-License-Identifier: MIT
# The extension's types. Its signatures and these are held against each other by tests/test_stubs.py.
from array import array
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Final, Literal, Protocol, Self, SupportsFloat, SupportsIndex, TypeAlias, TypeVar, final, overload
from zoneinfo import ZoneInfo

from typing_extensions import disjoint_base

__version__: Final[str]

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]: ...

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...

# Arrow, a buffer (NumPy, array, memoryview), or any iterable.
_Column: TypeAlias = _ArrowArray | _ArrowStream | Iterable[Any]
_Score: TypeAlias = SupportsIndex | SupportsFloat | None
_Instant: TypeAlias = datetime | SupportsIndex | None
_Duration: TypeAlias = timedelta | SupportsIndex | SupportsFloat | None
_Key: TypeAlias = SupportsIndex | str | bytes | None
_Unit: TypeAlias = Literal["ns", "us", "ms", "s", "min", "h", "d"]
_Kind: TypeAlias = Literal["mean", "top_box", "net", "percent_of_max", "ease_0_100"]
_Polarity: TypeAlias = Literal["high_is_good", "low_is_good"]
_Status: TypeAlias = str
_Method: TypeAlias = str
_QuantileType: TypeAlias = Literal["nearest_rank", "midpoint", "exclusive", "inclusive", "unbiased"]

class Error(Exception):
    status: str

class ArgumentError(Error, ValueError): ...
class ColumnError(Error, TypeError): ...
class CountOverflowError(Error, OverflowError): ...
class UnderflowError(Error, ValueError): ...
class OrderError(Error, ValueError): ...
class MismatchError(Error, ValueError): ...
class WireError(Error, ValueError): ...

class _Record:
    def as_dict(self) -> dict[str, Any]: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Estimate(_Record):
    value: Final[float]
    lower: Final[float]
    upper: Final[float]
    std_error: Final[float]
    confidence: Final[float]
    n_eff: Final[float]
    n: Final[int]
    status: Final[_Status]
    method: Final[_Method]
    def __float__(self) -> float: ...
    def __format__(self, format_spec: str, /) -> str: ...
    def timedeltas(self, unit: timedelta | float | None = None) -> tuple[timedelta | None, timedelta | None, timedelta | None]: ...

@final
class Comparison(_Record):
    difference: Final[float]
    lower: Final[float]
    upper: Final[float]
    std_error: Final[float]
    statistic: Final[float]
    df: Final[float]
    p_value: Final[float]
    confidence: Final[float]
    status: Final[_Status]
    method: Final[_Method]
    def __float__(self) -> float: ...
    def __format__(self, format_spec: str, /) -> str: ...
    def timedeltas(self) -> tuple[timedelta | None, timedelta | None, timedelta | None]: ...

@disjoint_base
class State:
    def merge(self, other: Self, /) -> None: ...
    def reset(self) -> None: ...
    def copy(self) -> Self: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: object, /) -> Self: ...
    def __add__(self, other: Self, /) -> Self: ...
    def __radd__(self, other: Self, /) -> Self: ...
    def __iadd__(self, other: Self, /) -> Self: ...
    def __bytes__(self) -> bytes: ...
    @classmethod
    def from_bytes(cls, data: bytes | bytearray | memoryview, /) -> Self: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

def from_bytes(data: bytes | bytearray | memoryview, /) -> State: ...

@final
class NPSResult(_Record):
    score: Final[Estimate]
    promoters: Final[int]
    passives: Final[int]
    detractors: Final[int]
    n: Final[int]
    missing: Final[int]
    invalid: Final[int]
    promoter_ratio: Final[float]
    passive_ratio: Final[float]
    detractor_ratio: Final[float]
    scale_min: Final[int]
    scale_max: Final[int]
    promoter_min: Final[int]
    passive_min: Final[int]

@final
class CSATResult(_Record):
    score: Final[Estimate]
    n: Final[int]
    missing: Final[int]
    invalid: Final[int]
    top_box: Final[Estimate]
    mean: Final[Estimate]
    net: Final[Estimate]
    percent_of_max: Final[Estimate]
    scale_min: Final[int]
    scale_max: Final[int]
    kind: Final[str]
    top_k: Final[int]
    bottom_k: Final[int]

@final
class CESResult(_Record):
    score: Final[Estimate]
    n: Final[int]
    missing: Final[int]
    invalid: Final[int]
    mean: Final[Estimate]
    ease_0_100: Final[Estimate]
    top_box: Final[Estimate]
    net: Final[Estimate]
    scale_min: Final[int]
    scale_max: Final[int]
    kind: Final[str]
    top_k: Final[int]
    bottom_k: Final[int]

@final
class RatingsResult(_Record):
    score: Final[Estimate]
    n: Final[int]
    missing: Final[int]
    invalid: Final[int]
    count: Final[tuple[int, ...]]
    mean: Final[Estimate]
    top_box: Final[Estimate]
    bottom_box: Final[Estimate]
    net: Final[Estimate]
    std_dev: Final[float]
    median: Final[float]
    scale_min: Final[int]
    scale_max: Final[int]
    kind: Final[str]
    top_k: Final[int]
    bottom_k: Final[int]

class _Answers(State):
    @property
    def scale(self) -> tuple[int, int]: ...
    @property
    def polarity(self) -> _Polarity: ...
    def add(self, score: _Score, n: SupportsIndex = 1) -> None: ...
    def remove(self, score: _Score, n: SupportsIndex = 1) -> None: ...
    def update(self, scores: _Column, /) -> None: ...

class _Boxes(_Answers):
    def compare(
        self,
        before: Self,
        /,
        *,
        confidence: float = 0.95,
        kind: _Kind | None = None,
        top_k: int | None = None,
        bottom_k: int | None = None,
        design_effect: float = 1.0,
        share_method: _Method | None = None,
        net_method: _Method | None = None,
    ) -> Comparison: ...

@final
class NPS(_Answers):
    def __new__(cls) -> Self: ...
    def read(
        self,
        /,
        *,
        confidence: float = 0.95,
        promoter_min: int = 9,
        passive_min: int = 7,
        population: int | None = None,
        design_effect: float = 1.0,
        method: _Method | None = None,
    ) -> NPSResult: ...
    def compare(
        self,
        before: Self,
        /,
        *,
        confidence: float = 0.95,
        promoter_min: int = 9,
        passive_min: int = 7,
        design_effect: float = 1.0,
        method: _Method | None = None,
    ) -> Comparison: ...

@final
class Ratings(_Boxes):
    def __new__(cls, *, scale: tuple[int, int] = (0, 10), polarity: _Polarity = "high_is_good") -> Self: ...
    def read(
        self,
        /,
        *,
        confidence: float = 0.95,
        kind: _Kind | None = None,
        top_k: int | None = None,
        bottom_k: int | None = None,
        population: int | None = None,
        design_effect: float = 1.0,
        share_method: _Method | None = None,
        net_method: _Method | None = None,
    ) -> RatingsResult: ...

@final
class CSAT(_Boxes):
    def __new__(cls, *, scale: tuple[int, int] = (1, 5), polarity: _Polarity = "high_is_good") -> Self: ...
    def read(
        self,
        /,
        *,
        confidence: float = 0.95,
        kind: _Kind | None = None,
        top_k: int | None = None,
        bottom_k: int | None = None,
        population: int | None = None,
        design_effect: float = 1.0,
        share_method: _Method | None = None,
        net_method: _Method | None = None,
    ) -> CSATResult: ...

@final
class CES(_Boxes):
    def __new__(cls, *, scale: tuple[int, int] | None = None, polarity: _Polarity = "high_is_good") -> Self: ...
    def read(
        self,
        /,
        *,
        confidence: float = 0.95,
        kind: _Kind | None = None,
        top_k: int | None = None,
        bottom_k: int | None = None,
        population: int | None = None,
        design_effect: float = 1.0,
        share_method: _Method | None = None,
        net_method: _Method | None = None,
    ) -> CESResult: ...

# Groups.
_Grouped = TypeVar("_Grouped", Ratings, NPS, CSAT, CES, Proportion, Durations)

def by(
    keys: _Column, column: _Column, kind: type[_Grouped] | _Grouped, /, *, unit: _Unit | None = None
) -> dict[int | str | bytes | None, _Grouped]: ...

# Keys and bands; the class of bands is in _bands.py.
_Outcome: TypeAlias = bool | SupportsIndex | None
_Quantile: TypeAlias = float | Fraction | Decimal
_TimeKind: TypeAlias = Literal["median", "mean", "order"]

@final
class ProportionResult(_Record):
    share: Final[Estimate]
    hits: Final[int]
    n: Final[int]
    excluded: Final[int]

@final
class Proportion(State):
    def __new__(cls) -> Self: ...
    def add(self, outcome: _Outcome | SupportsFloat, n: SupportsIndex = 1) -> None: ...
    def remove(self, outcome: _Outcome | SupportsFloat, n: SupportsIndex = 1) -> None: ...
    def update(self, outcomes: _Column, /) -> None: ...
    def read(
        self,
        /,
        *,
        confidence: float = 0.95,
        design_effect: float = 1.0,
        population: int | None = None,
        method: _Method | None = None,
    ) -> ProportionResult: ...
    def compare(
        self, before: Self, /, *, confidence: float = 0.95, design_effect: float = 1.0
    ) -> Comparison: ...

@final
class DurationsResult(_Record):
    median: Final[Estimate]
    mean: Final[Estimate]
    std_dev_ms: Final[float]
    skewness: Final[float]
    n: Final[int]
    missing: Final[int]
    rejected: Final[int]
    min: Final[timedelta | None]
    max: Final[timedelta | None]
    calendar_id: Final[int]
    exact: Final[bool]
    skewed: Final[bool]

@final
class WithinResult(_Record):
    share: Final[Estimate]
    n: Final[int]
    at_least: Final[int]
    at_most: Final[int]

@final
class DurationCell(_Record):
    lower: Final[timedelta]
    upper: Final[timedelta]
    count: Final[int]

@final
class Durations(State):
    def __new__(
        cls,
        *,
        limits: Iterable[_Duration] = (),
        precision: int | None = None,
        calendar_id: int = 0,
    ) -> Self: ...
    @property
    def limits(self) -> tuple[timedelta, ...]: ...
    @property
    def precision(self) -> int: ...
    @property
    def calendar_id(self) -> int: ...
    def add(self, duration: _Duration, n: SupportsIndex = 1) -> None: ...
    def remove(self, duration: _Duration, n: SupportsIndex = 1) -> None: ...
    def update(self, durations: _Column, unit: _Unit = "ms") -> None: ...
    def read(self, /, *, confidence: float = 0.95) -> DurationsResult: ...
    def quantile(
        self, q: _Quantile, *, confidence: float = 0.95, quantile_type: _QuantileType | None = None
    ) -> Estimate: ...
    def within(
        self, limit: _Duration, *, confidence: float = 0.95, share_method: _Method | None = None
    ) -> WithinResult: ...
    def compare(
        self, before: Self, /, *, kind: _TimeKind = "median", confidence: float = 0.95
    ) -> Comparison: ...
    def cells(self) -> list[DurationCell]: ...

@final
class SurvivalResult(_Record):
    median: Final[Estimate]
    n: Final[int]
    events: Final[int]
    missing: Final[int]
    rejected: Final[int]
    times: Final[int]
    last: Final[int | None]
    calendar_id: Final[int]
    unit: Final[timedelta]

@final
class SurvivalPoint(_Record):
    time: Final[int]
    at_risk: Final[int]
    events: Final[int]
    censored: Final[int]
    survival: Final[Estimate]

@final
class Survival(State):
    def __new__(cls, *, unit: _Duration = None, calendar_id: int = 0) -> Self: ...
    @property
    def unit(self) -> timedelta: ...
    @property
    def calendar_id(self) -> int: ...
    def add(self, time: _Duration, event: bool = True, n: SupportsIndex = 1) -> None: ...
    def remove(self, time: _Duration, event: bool = True, n: SupportsIndex = 1) -> None: ...
    def update(self, times: _Column, events: _Column | None = None) -> None: ...
    def read(self, /, *, confidence: float = 0.95, method: _Method | None = None) -> SurvivalResult: ...
    def at(self, time: _Duration, *, confidence: float = 0.95, method: _Method | None = None) -> Estimate: ...
    def curve(
        self, /, *, confidence: float = 0.95, method: _Method | None = None
    ) -> list[SurvivalPoint]: ...
    def quantile(
        self, q: _Quantile, *, confidence: float = 0.95, method: _Method | None = None
    ) -> Estimate: ...
    def restricted_mean(self, limit: _Duration, *, confidence: float = 0.95) -> Estimate: ...
    def compare(self, before: Self, /, *, confidence: float = 0.95) -> Comparison: ...

_PeriodUnit: TypeAlias = Literal["day", "week", "month", "quarter", "year"]
_ZoneSource: TypeAlias = str | ZoneInfo | timezone | Zone

@final
class Zone(State):
    def __new__(cls, source: _ZoneSource, /) -> Self: ...
    @classmethod
    def fixed(cls, offset: _Duration, /) -> Self: ...
    @classmethod
    def posix(cls, rule: str, /) -> Self: ...
    @classmethod
    def from_tzif(cls, data: bytes | bytearray | memoryview, /) -> Self: ...
    def offset(self, instant: _Instant, /) -> timedelta: ...
    def to_local(self, instant: _Instant, /) -> datetime: ...
    def to_instant(self, local: datetime, edge: Literal["start", "end"] | None = None) -> datetime: ...
    def occurrence(self, local: datetime, /) -> Literal["unique", "gap", "overlap"]: ...
    def period(self, unit: _PeriodUnit, instant: _Instant) -> int: ...
    def periods(self, unit: _PeriodUnit, instants: _Column) -> array[int]: ...
    def period_start(self, unit: _PeriodUnit, index: SupportsIndex) -> datetime: ...

class CalendarError(ArgumentError):
    line: int
    column: int
    reason: str

@final
class Calendar:
    def __new__(cls, text: str, zone: _ZoneSource) -> Self: ...
    @property
    def text(self) -> str: ...
    @property
    def zone(self) -> Zone: ...
    def open_time(self, start: _Instant, end: _Instant) -> timedelta: ...
    def due(self, start: _Instant, budget: _Duration) -> datetime | None: ...
    def is_open(self, instant: _Instant, /) -> bool: ...
    def next_open(self, instant: _Instant, /) -> datetime | None: ...
    def next_close(self, instant: _Instant, /) -> datetime | None: ...
    def open_times(self, starts: _Column, ends: _Column) -> array[int]: ...
    def dues(self, starts: _Column, budget: _Duration) -> array[int]: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: object, /) -> Self: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def key(value: _Key, /) -> int | None: ...
_Metric: TypeAlias = Literal[
    "nps",
    "csat",
    "retention",
    "retention_contract",
    "churn",
    "first_response_chat",
    "first_response_social",
    "first_response_email",
]

def _band_rows(metric: str, /) -> tuple[tuple[Any, ...], ...]: ...
def _find_band(bands: Iterable[Any], value: SupportsFloat | timedelta, /) -> Any: ...

# What postventa.stats gives its users.

@final
class RetentionResult(_Record):
    retention: Final[Estimate]
    churn: Final[Estimate]
    churn_base: Final[str]
    movement_status: Final[_Status]

@final
class SBG(_Record):
    alpha: Final[float]
    beta: Final[float]
    log_likelihood: Final[float]
    first_churn: Final[float]
    mean_periods: Final[float]
    n: Final[int]
    periods: Final[int]
    status: Final[_Status]
    def survival(self, period: SupportsIndex, /) -> float: ...
    def retention(self, period: SupportsIndex, /) -> float: ...
    def residual_lifetime(self, renewals: SupportsIndex, discount: SupportsFloat) -> float: ...

@final
class ErlangResult(_Record):
    agents: Final[int]
    offered_erlang: Final[float]
    occupancy_ratio: Final[float]
    wait_ratio: Final[float]
    service_level_ratio: Final[float]
    abandonment_ratio: Final[float]
    asa_ms: Final[float]
    wait_ms: Final[float]
    queue_mean: Final[float]

def normal_cdf(x: SupportsFloat, /) -> float: ...
def normal_sf(x: SupportsFloat, /) -> float: ...
def normal_quantile(p: SupportsFloat, /) -> float: ...
def normal_isf(q: SupportsFloat, /) -> float: ...
def student_t_cdf(t: SupportsFloat, df: SupportsFloat, /) -> float: ...
def student_t_sf(t: SupportsFloat, df: SupportsFloat, /) -> float: ...
def student_t_quantile(p: SupportsFloat, df: SupportsFloat, /) -> float: ...
def student_t_isf(q: SupportsFloat, df: SupportsFloat, /) -> float: ...
def beta_cdf(x: SupportsFloat, a: SupportsFloat, b: SupportsFloat, /) -> float: ...
def beta_sf(x: SupportsFloat, a: SupportsFloat, b: SupportsFloat, /) -> float: ...
def beta_quantile(p: SupportsFloat, a: SupportsFloat, b: SupportsFloat, /) -> float: ...
def beta_isf(q: SupportsFloat, a: SupportsFloat, b: SupportsFloat, /) -> float: ...
def gamma_cdf(x: SupportsFloat, shape: SupportsFloat, /) -> float: ...
def gamma_sf(x: SupportsFloat, shape: SupportsFloat, /) -> float: ...
def gamma_quantile(p: SupportsFloat, shape: SupportsFloat, /) -> float: ...
def gamma_isf(q: SupportsFloat, shape: SupportsFloat, /) -> float: ...
def share_interval(
    x: SupportsIndex,
    n: SupportsIndex,
    *,
    confidence: float = 0.95,
    method: _Method = "wilson",
) -> Estimate: ...
def share_compare(
    x1: SupportsIndex,
    n1: SupportsIndex,
    x2: SupportsIndex,
    n2: SupportsIndex,
    *,
    confidence: float = 0.95,
    method: _Method = "miettinen_nurminen",
) -> Comparison: ...
def net_interval(
    positive: SupportsIndex,
    neutral: SupportsIndex,
    negative: SupportsIndex,
    *,
    confidence: float = 0.95,
    method: _Method = "score",
) -> Estimate: ...
def net_compare(
    positive1: SupportsIndex,
    neutral1: SupportsIndex,
    negative1: SupportsIndex,
    positive2: SupportsIndex,
    neutral2: SupportsIndex,
    negative2: SupportsIndex,
    *,
    confidence: float = 0.95,
    method: _Method = "score",
) -> Comparison: ...
def mean_interval(
    n: SupportsIndex,
    mean: SupportsFloat,
    variance: SupportsFloat,
    *,
    confidence: float = 0.95,
) -> Estimate: ...
def mean_interval_bounded(
    n: SupportsIndex,
    mean: SupportsFloat,
    variance: SupportsFloat,
    min: SupportsFloat,
    max: SupportsFloat,
    *,
    confidence: float = 0.95,
) -> Estimate: ...
def mean_compare(
    n1: SupportsIndex,
    mean1: SupportsFloat,
    variance1: SupportsFloat,
    n2: SupportsIndex,
    mean2: SupportsFloat,
    variance2: SupportsFloat,
    *,
    confidence: float = 0.95,
) -> Comparison: ...
def rate_interval(
    events: SupportsIndex,
    exposure: SupportsIndex,
    *,
    confidence: float = 0.95,
    method: _Method = "garwood",
) -> Estimate: ...
def rate_compare(
    events1: SupportsIndex,
    exposure1: SupportsIndex,
    events2: SupportsIndex,
    exposure2: SupportsIndex,
    *,
    confidence: float = 0.95,
    method: _Method = "rate_ratio",
) -> Comparison: ...
def quantile_position(
    n: SupportsIndex,
    num: SupportsIndex,
    den: SupportsIndex,
    *,
    type: _QuantileType = "nearest_rank",
) -> tuple[int, float]: ...
def quantile_ranks(
    n: SupportsIndex,
    num: SupportsIndex,
    den: SupportsIndex,
    *,
    confidence: float = 0.95,
) -> tuple[int | None, int | None]: ...
def retention(
    *,
    start: SupportsIndex,
    end: SupportsIndex,
    fresh: SupportsIndex = 0,
    back: SupportsIndex = 0,
    lost: SupportsIndex = 0,
    lost_fresh: SupportsIndex = 0,
    churn_base: Literal["start", "served", "mean"] = "start",
    confidence: float = 0.95,
    method: _Method = "wilson",
) -> RetentionResult: ...
def churn_compound(churn: Estimate, periods: SupportsFloat) -> Estimate: ...
def sbg_fit(lost: Iterable[SupportsIndex], censored: Iterable[SupportsIndex] | SupportsIndex, /) -> SBG: ...
def clv_begin(margin: SupportsFloat, retention: SupportsFloat, discount: SupportsFloat) -> float: ...
def clv_renewals(margin: SupportsFloat, retention: SupportsFloat, discount: SupportsFloat) -> float: ...
def erlang(
    arrivals_per_hour: SupportsFloat,
    handling: timedelta | SupportsFloat,
    agents: SupportsIndex,
    *,
    patience: timedelta | SupportsFloat | None = None,
    within: timedelta | SupportsFloat = 0,
) -> ErlangResult: ...
def erlang_agents(
    arrivals_per_hour: SupportsFloat,
    handling: timedelta | SupportsFloat,
    *,
    service_level: SupportsFloat,
    within: timedelta | SupportsFloat,
    patience: timedelta | SupportsFloat | None = None,
) -> ErlangResult | None: ...

@final
class RevenueResult(_Record):
    gross: Final[Estimate]
    net: Final[Estimate]
    start: Final[float]
    end: Final[float]
    expansion: Final[float]
    contraction: Final[float]
    churned: Final[float]
    fresh: Final[float]
    reactivated: Final[float]
    n: Final[int]
    n_churned: Final[int]
    n_expanded: Final[int]
    n_contracted: Final[int]
    n_fresh: Final[int]
    n_reactivated: Final[int]
    n_idle: Final[int]
    missing: Final[int]
    rejected: Final[int]

@final
class Revenue(State):
    def __new__(cls) -> Self: ...
    def add(self, start: SupportsIndex | None, end: SupportsIndex | None, before: bool = False) -> None: ...
    def update(self, starts: _Column, ends: _Column, before: _Column | None = None) -> None: ...
    def remove(self, start: SupportsIndex | None, end: SupportsIndex | None, before: bool = False) -> None: ...
    def read(self, /, *, confidence: float = 0.95) -> RevenueResult: ...
    def compare(self, before: Self, /, *, confidence: float = 0.95) -> Comparison: ...

_CallOutcome: TypeAlias = Literal["answered", "abandoned", "flowed_out", "callback", "waiting", "unqueued"]
_CallTime: TypeAlias = Literal[
    "wait_answered", "wait_abandoned", "wait_flowed_out", "talk", "hold", "wrap_up", "handling"
]
_ServiceBase: TypeAlias = Literal["answered_and_abandoned", "answered", "offered"]

@final
class QueueResult(_Record):
    abandonment: Final[Estimate]
    asa: Final[Estimate]
    wait: Final[Estimate]
    aht: Final[Estimate]
    patience: Final[Estimate]
    occupancy_ratio: Final[float]
    offered: Final[int]
    answered: Final[int]
    abandoned: Final[int]
    short_abandoned: Final[int]
    flowed_out: Final[int]
    callbacks: Final[int]
    waiting: Final[int]
    unqueued: Final[int]
    rings: Final[int]
    transfers: Final[int]
    parts: Final[tuple[Literal["talk", "hold", "wrap_up"], ...]]

@final
class Queue(State):
    def __new__(
        cls,
        *,
        limits: Iterable[_Duration] = (),
        short: _Duration = None,
        patience_unit: _Duration = None,
        calendar_id: int = 0,
    ) -> Self: ...
    @property
    def limits(self) -> tuple[timedelta, ...]: ...
    @property
    def short(self) -> timedelta | None: ...
    @property
    def patience_unit(self) -> timedelta: ...
    @property
    def calendar_id(self) -> int: ...
    def add(
        self,
        outcome: _CallOutcome,
        wait: _Duration,
        *,
        talk: _Duration = None,
        hold: _Duration = None,
        wrap_up: _Duration = None,
        rings: SupportsIndex | None = 0,
        transfers: SupportsIndex | None = 0,
    ) -> None: ...
    def update(
        self,
        outcomes: _Column,
        waits: _Column,
        *,
        talk: _Column | None = None,
        hold: _Column | None = None,
        wrap_up: _Column | None = None,
        rings: _Column | None = None,
        transfers: _Column | None = None,
        unit: _Unit | None = "ms",
    ) -> None: ...
    def remove(
        self,
        outcome: _CallOutcome,
        wait: _Duration,
        *,
        talk: _Duration = None,
        hold: _Duration = None,
        wrap_up: _Duration = None,
        rings: SupportsIndex | None = 0,
        transfers: SupportsIndex | None = 0,
    ) -> None: ...
    def add_ready(self, duration: _Duration, /) -> None: ...
    def read(self, /, *, confidence: float = 0.95, share_method: _Method | None = None) -> QueueResult: ...
    def service_level(
        self,
        limit: _Duration,
        /,
        *,
        confidence: float = 0.95,
        base: _ServiceBase | None = None,
        count_abandoned: bool = False,
        keep_short: bool = False,
        share_method: _Method | None = None,
    ) -> Estimate: ...
    def durations(self, kind: _CallTime, /) -> Durations: ...
    def patience(self) -> Survival: ...

@final
class RepeatsResult(_Record):
    fcr: Final[Estimate]
    repeat_free: Final[Estimate]
    contacts: Final[int]
    openers: Final[int]
    eligible: Final[int]
    resolved: Final[int]
    not_yet_eligible: Final[int]
    short_history: Final[int]
    excluded: Final[int]
    later: Final[int]
    since: Final[datetime | None]
    as_of: Final[datetime | None]
    window: Final[timedelta]

@final
class Repeats(State):
    def __new__(cls, *, window: _Duration = None, since: _Instant = None) -> Self: ...
    @property
    def window(self) -> timedelta: ...
    @property
    def since(self) -> datetime | None: ...
    def add(self, customer: _Key, time: _Instant, issue: _Key = None) -> None: ...
    def update(self, customers: _Column, times: _Column, issues: _Column | None = None) -> None: ...
    def remove(self, customer: _Key, time: _Instant, issue: _Key = None) -> None: ...
    def exclude(self, n: SupportsIndex, /) -> None: ...
    def advance(self, cutoff: datetime | SupportsIndex, /) -> None: ...
    def read(
        self, /, *, as_of: _Instant = None, confidence: float = 0.95, method: _Method | None = None
    ) -> RepeatsResult: ...

_Clock: TypeAlias = Literal[
    "first_response",
    "next_response",
    "resolution_first",
    "resolution_last",
    "resolution_active",
    "requester_wait",
    "agent_wait",
    "on_hold",
]
_Event: TypeAlias = Literal[
    "created",
    "created_by_agent",
    "reply",
    "auto_reply",
    "note",
    "message",
    "moved",
    "resolved",
    "reopened",
    "closed",
    "transferred",
]
_StateFlag: TypeAlias = Literal["requester_waits", "agent_waits", "on_hold", "resolved", "closed"]

@final
class TicketTime(_Record):
    time: Final[timedelta | None]
    business_time: Final[timedelta | None]
    age: Final[timedelta | None]
    business_age: Final[timedelta | None]
    state: Final[Literal["absent", "running", "paused", "done"]]

@final
class TicketWait(_Record):
    time: Final[timedelta]
    business_time: Final[timedelta | None]
    clock: Final[Literal["first_response", "next_response"]]

@final
class TicketTimes(_Record):
    as_of: Final[datetime]
    created: Final[datetime | None]
    ended: Final[datetime | None]
    first_response: Final[TicketTime]
    next_response: Final[TicketTime]
    resolution_first: Final[TicketTime]
    resolution_last: Final[TicketTime]
    resolution_active: Final[TicketTime]
    requester_wait: Final[TicketTime]
    agent_wait: Final[TicketTime]
    on_hold: Final[TicketTime]
    replies: Final[int | None]
    reopens: Final[int | None]
    transfers: Final[int | None]
    next_responses: Final[int]
    next_unanswered: Final[int]
    resolved_by_close: Final[bool]
    state: Final[int | None]
    time_in_state: Final[tuple[timedelta, ...]]
    business_time_in_state: Final[tuple[timedelta | None, ...]]
    calendar_id: Final[int]

@final
class TicketClock:
    def __new__(
        cls,
        *,
        states: Mapping[str, _StateFlag | Iterable[_StateFlag]] | None = None,
        agent_created: Literal["out", "second"] = "out",
        calendar: Calendar | None = None,
        calendar_id: int = 0,
    ) -> Self: ...
    @property
    def states(self) -> tuple[str, ...]: ...
    @property
    def calendar(self) -> Calendar | None: ...
    @property
    def calendar_id(self) -> int: ...
    def add(
        self, event: _Event, time: datetime | SupportsIndex, state: str | SupportsIndex | None = None
    ) -> TicketWait | None: ...
    def read(self, as_of: datetime | SupportsIndex, /) -> TicketTimes: ...
    def copy(self) -> Self: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: object, /) -> Self: ...

def read_ticket(
    *,
    created: _Instant,
    as_of: datetime | SupportsIndex,
    first_reply: _Instant = None,
    resolved: _Instant = None,
    closed: _Instant = None,
    reopens: SupportsIndex | None = None,
    replies: SupportsIndex | None = None,
    transfers: SupportsIndex | None = None,
    by_agent: bool | None = False,
    calendar: Calendar | None = None,
    calendar_id: int = 0,
) -> TicketTimes: ...

@final
class Backlog(_Record):
    open_start: Final[int]
    received: Final[int]
    closed: Final[int]
    open_end: Final[int]
    outside: Final[int]
    bands: Final[tuple[int, ...]]
    def __new__(
        cls,
        *,
        open_start: int = 0,
        received: int = 0,
        closed: int = 0,
        open_end: int = 0,
        outside: int = 0,
        bands: Iterable[int] = (),
    ) -> Self: ...
    def adds_up(self) -> bool: ...

@final
class DeskResult(_Record):
    reopened: Final[Estimate]
    transferred: Final[Estimate]
    one_touch: Final[Estimate]
    n: Final[int]
    open: Final[int]
    unanswered: Final[int]
    no_first_response: Final[int]
    resolved_by_close: Final[int]
    reopens: Final[int]
    transfers: Final[int]
    replies: Final[int]
    next_unanswered: Final[int]
    calendar_id: Final[int]
    backlog: Final[Backlog]

@final
class TargetResult(_Record):
    attainment: Final[Estimate]
    met: Final[int]
    breached_closed: Final[int]
    breached_open: Final[int]
    pending: Final[int]
    absent: Final[int]
    clock: Final[_Clock]
    limit: Final[timedelta]

@final
class Desk(State):
    def __new__(
        cls,
        *,
        targets: Iterable[tuple[_Clock, _Duration]] = (),
        start: _Instant = None,
        until: _Instant = None,
        ages: Iterable[_Duration] = (),
        calendar_id: int = 0,
    ) -> Self: ...
    @property
    def targets(self) -> tuple[tuple[_Clock, timedelta], ...]: ...
    @property
    def start(self) -> datetime | None: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def ages(self) -> tuple[timedelta, ...]: ...
    @property
    def calendar_id(self) -> int: ...
    def add(self, times: TicketTimes, /) -> None: ...
    def add_wait(self, wait: TicketWait | None, /) -> None: ...
    def update(
        self,
        created: _Column,
        *,
        as_of: datetime | SupportsIndex,
        first_reply: _Column | None = None,
        resolved: _Column | None = None,
        closed: _Column | None = None,
        reopens: _Column | None = None,
        replies: _Column | None = None,
        transfers: _Column | None = None,
        by_agent: _Column | None = None,
        calendar: Calendar | None = None,
    ) -> None: ...
    def remove(self, times: TicketTimes, /) -> None: ...
    def read(
        self,
        /,
        *,
        confidence: float = 0.95,
        design_effect: float = 1.0,
        population: int | None = None,
        method: _Method | None = None,
    ) -> DeskResult: ...
    def target(
        self,
        which: SupportsIndex | tuple[_Clock, _Duration],
        /,
        *,
        confidence: float = 0.95,
        design_effect: float = 1.0,
        population: int | None = None,
        method: _Method | None = None,
    ) -> TargetResult: ...
    def durations(self, clock: _Clock, /) -> Durations: ...
    def survival(self, clock: Literal["first_response", "resolution_last"], /) -> Survival: ...

_Exposed: TypeAlias = Literal["at_end", "average"]

@final
class ComplaintsResult(_Record):
    per_thousand: Final[Estimate]
    unresolved: Final[Estimate]
    within: Final[Estimate]
    upheld: Final[Estimate]
    exposed_start: Final[int]
    exposed_end: Final[int]
    invalid: Final[int]
    movement: Final[Backlog]
    movement_status: Final[_Status]

@final
class Complaints(State):
    def __new__(
        cls,
        *,
        start: datetime | SupportsIndex,
        until: datetime | SupportsIndex,
        within: _Duration = None,
        ages: Iterable[_Duration] = (),
        calendar_id: int = 0,
    ) -> Self: ...
    @property
    def start(self) -> datetime: ...
    @property
    def until(self) -> datetime: ...
    @property
    def within(self) -> timedelta | None: ...
    @property
    def ages(self) -> tuple[timedelta, ...]: ...
    @property
    def calendar_id(self) -> int: ...
    def add(
        self, received: _Instant, closed: _Instant = None, *, solved: _Duration = None, upheld: _Outcome = None
    ) -> None: ...
    def update(
        self,
        received: _Column,
        closed: _Column | None = None,
        *,
        solved: _Column | None = None,
        upheld: _Column | None = None,
        unit: _Unit | None = "ms",
    ) -> None: ...
    def remove(
        self, received: _Instant, closed: _Instant = None, *, solved: _Duration = None, upheld: _Outcome = None
    ) -> None: ...
    def add_exposed(self, at_start: SupportsIndex, at_end: SupportsIndex) -> None: ...
    def read(
        self,
        /,
        *,
        confidence: float = 0.95,
        share_method: _Method | None = None,
        rate_method: _Method | None = None,
        exposed: _Exposed = "at_end",
        open_start: int | None = None,
    ) -> ComplaintsResult: ...
    def compare(
        self, before: Self, /, *, confidence: float = 0.95, exposed: _Exposed = "at_end"
    ) -> Comparison: ...
    def durations(self) -> Durations: ...
    def survival(self) -> Survival: ...

@final
class CohortsResult(_Record):
    customers: Final[int]
    earlier: Final[int]
    active: Final[int]
    first_active: Final[int | None]
    last_active: Final[int | None]

@final
class CohortCell(_Record):
    cohort: Final[int]
    age: Final[int]
    size: Final[int]
    retained: Final[int]
    rate: Final[Estimate]

@final
class CohortAverage(_Record):
    age: Final[int]
    cohorts: Final[int]
    pooled: Final[Estimate]
    simple: Final[float]

@final
class CohortMovement(_Record):
    period: Final[int]
    active: Final[int]
    retained: Final[int]
    fresh: Final[int]
    back: Final[int]
    lost: Final[int]
    status: Final[_Status]

@final
class CohortsRetention(_Record):
    retention: Final[Estimate]
    churn: Final[Estimate]
    start: Final[int]
    end: Final[int]
    kept: Final[int]
    lost: Final[int]
    fresh: Final[int]
    back: Final[int]

_Period: TypeAlias = SupportsIndex | date
_CohortKind: TypeAlias = Literal["on", "on_or_after", "bracket"]

@final
class Cohorts(State):
    def __new__(
        cls,
        *,
        first: _Period,
        periods: int,
        unit: _PeriodUnit | None = None,
        zone_id: int = 0,
        n_dense: int = 0,
        seed: int = 0,
    ) -> Self: ...
    @classmethod
    def of(
        cls, customers: _Column, when: _Column, *, zone: _ZoneSource, unit: _PeriodUnit = "month"
    ) -> Self: ...
    @property
    def first(self) -> int: ...
    @property
    def periods(self) -> int: ...
    @property
    def unit(self) -> _PeriodUnit | None: ...
    @property
    def zone_id(self) -> int: ...
    @property
    def n_dense(self) -> int: ...
    def add(self, customer: _Key, when: _Period | None, *, zone: _ZoneSource | None = None) -> None: ...
    def add_earlier(self, customer: _Key, /) -> None: ...
    def update(self, customers: _Column, when: _Column, *, zone: _ZoneSource | None = None) -> None: ...
    def period(self, when: _Period, *, zone: _ZoneSource | None = None) -> int: ...
    def first_day(self, period: SupportsIndex, /) -> date: ...
    def read(self) -> CohortsResult: ...
    def table(
        self,
        *,
        kind: _CohortKind = "on",
        brackets: Iterable[int] | None = None,
        until: _Period | None = None,
        confidence: float = 0.95,
        method: _Method | None = None,
    ) -> list[CohortCell]: ...
    def averages(
        self,
        *,
        kind: _CohortKind = "on",
        brackets: Iterable[int] | None = None,
        until: _Period | None = None,
        confidence: float = 0.95,
        method: _Method | None = None,
    ) -> list[CohortAverage]: ...
    def movements(self, *, until: _Period | None = None) -> list[CohortMovement]: ...
    def retention(
        self,
        first: _Period,
        last: _Period,
        *,
        grace: SupportsIndex = 0,
        until: _Period | None = None,
        confidence: float = 0.95,
        method: _Method | None = None,
    ) -> CohortsRetention: ...
    def second_activity(self, *, until: _Period | None = None) -> Survival: ...

@final
class PanelResult(_Record):
    respondents: Final[int]
    anonymous: Final[int]
    answered: Final[tuple[int, ...]]
    sent: Final[tuple[int, ...]]

_AnyRatings = TypeVar("_AnyRatings", Ratings, NPS, CSAT, CES)

@final
class Panel(State):
    def __new__(
        cls,
        *,
        scale: tuple[int, int] = (0, 10),
        polarity: _Polarity = "high_is_good",
        keep: Literal["last", "first"] = "last",
    ) -> Self: ...
    @property
    def scale(self) -> tuple[int, int]: ...
    @property
    def polarity(self) -> _Polarity: ...
    @property
    def keep(self) -> Literal["last", "first"]: ...
    def add(
        self, respondent: _Key, score: _Score, time: _Instant, *, record: SupportsIndex = 0, channel: SupportsIndex = 0
    ) -> None: ...
    def update(
        self,
        respondents: _Column,
        scores: _Column,
        times: _Column,
        *,
        records: _Column | None = None,
        channels: _Column | None = None,
    ) -> None: ...
    def add_sent(self, channel: SupportsIndex, n: SupportsIndex) -> None: ...
    @overload
    def ratings(self, kind: None = None, /) -> Ratings: ...
    @overload
    def ratings(self, kind: type[_AnyRatings], /) -> _AnyRatings: ...
    def read(self) -> PanelResult: ...
    def response_rate(
        self, channel: SupportsIndex | None = None, *, confidence: float = 0.95, method: _Method | None = None
    ) -> Estimate: ...
