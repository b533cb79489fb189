"""What the service counts, in the words of Prometheus. Counting is plain integers; this reads them when it is asked."""

from collections.abc import Iterator, Mapping
from time import time

from prometheus_client import CollectorRegistry, Histogram, Metric, PlatformCollector, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from app.http.cache import ResponseStore

Answered = tuple[str, int]
"""What answers are counted by: the template of their route, and the first digit of their status."""


SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25)
"""Bounds of the histogram below: a page takes half a millisecond; what would take a fourth of a second is refused."""


def duration_histogram() -> Histogram:
    """How long requests take until their answer begins to be sent, but for those that the cache answers at once."""
    text = "Time until an answer that was not cached begins, by route."
    return Histogram("http_request_duration_seconds", text, ["route"], buckets=SECONDS, registry=None)


class ServiceCollector(Collector):
    """What an application has counted since it was made."""

    def __init__(self, cache: ResponseStore, sent: Mapping[Answered, int]) -> None:
        """`sent`: how many responses."""
        self.cache = cache
        self.sent = sent
        self.began = time()

    def collect(self) -> Iterator[Metric]:
        """Each metric, as it stands."""
        cache = self.cache
        sent = CounterMetricFamily(
            "http_requests", "Requests answered, by class of status and route.", labels=["route", "status"]
        )
        for (route, digit), count in self.sent.items():
            sent.add_metric([route, f"{digit}xx"], count)
        yield sent
        lookups = CounterMetricFamily("response_cache_lookups", "Cached responses asked for.", labels=["result"])
        lookups.add_metric(["hit"], cache.hits)
        lookups.add_metric(["miss"], cache.misses)
        yield lookups
        yield CounterMetricFamily("response_cache_evictions", "Cached responses driven out by others.", cache.evictions)
        yield GaugeMetricFamily("response_cache_entries", "Responses cached now.", len(cache))
        yield GaugeMetricFamily("response_cache_bytes", "Memory that cached responses take, about.", cache.bytes)
        yield GaugeMetricFamily("response_cache_limit_bytes", "Memory that cached responses may take.", cache.limit)
        yield GaugeMetricFamily("service_start_time_seconds", "When the service was made, Unix time.", self.began)


def registry(cache: ResponseStore, sent: Mapping[Answered, int], durations: Histogram) -> CollectorRegistry:
    """A registry of its own, so that two applications in one process don't mix."""
    own = CollectorRegistry(auto_describe=False)
    own.register(ServiceCollector(cache, sent))
    own.register(durations)
    ProcessCollector(registry=own)
    PlatformCollector(registry=own)
    return own
