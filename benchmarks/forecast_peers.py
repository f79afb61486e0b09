"""What other libraries forecast at their documented defaults: run by bench_forecast.py in a virtual environment of its own.

    python forecast_peers.py SERIES.npz OUT.npz METHOD SECONDS

SERIES.npz: ``y`` (queues, days, slots) with NaN where nothing is known, ``first_day``, ``origins`` (numbers of known days), ``days``.
OUT.npz: ``said`` (queues, origins, days, slots), NaN where SECONDS did not suffice or the method failed, ``version``, ``seconds``.
Missing slots are filled before with the last known same slot of the week, or 0 where there never was one: these methods take no gaps.
"""

from __future__ import annotations

import logging
import sys
import time
import warnings
from collections.abc import Callable

import numpy as np

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)


def filled(y: np.ndarray) -> np.ndarray:
    """(days, slots) without NaN."""
    out = y.copy()
    for d in range(len(out)):
        if d >= 7:
            out[d] = np.where(np.isnan(out[d]), out[d - 7], out[d])
    return np.nan_to_num(out)


def stamps(first_day: str, days: int, slots: int) -> np.ndarray:
    """Naive starts of all slots."""
    return np.datetime64(first_day, "ns") + np.arange(days * slots) * np.timedelta64(86400 // slots, "s")


def statsforecast_model(kind: str) -> Callable[[np.ndarray, str, int], np.ndarray]:
    """MSTL with the seasons of day and week, or AutoETS with that of the week; everything else as documented."""
    from statsforecast.models import MSTL, AutoETS

    def run(y: np.ndarray, first_day: str, days: int) -> np.ndarray:
        slots = y.shape[1]
        model = MSTL(season_length=[slots, 7 * slots]) if kind == "MSTL" else AutoETS(season_length=7 * slots)
        return np.asarray(model.forecast(filled(y).reshape(-1), h=days * slots)["mean"]).reshape(days, slots)

    return run


def mlforecast_model() -> Callable[[np.ndarray, str, int], np.ndarray]:
    """LightGBM on the lags of a day and a week, with hour and weekday."""
    import pandas as pd
    from lightgbm import LGBMRegressor
    from mlforecast import MLForecast

    def run(y: np.ndarray, first_day: str, days: int) -> np.ndarray:
        slots = y.shape[1]
        frame = pd.DataFrame({"unique_id": "q", "ds": stamps(first_day, len(y), slots), "y": filled(y).reshape(-1)})
        model = MLForecast(
            models=[LGBMRegressor(verbosity=-1, n_jobs=1)], freq=f"{1440 // slots}min", lags=[slots, 7 * slots],
            date_features=["hour", "dayofweek"],
        )  # fmt: skip
        model.fit(frame)
        return np.asarray(model.predict(days * slots)["LGBMRegressor"]).reshape(days, slots)

    return run


def prophet_model() -> Callable[[np.ndarray, str, int], np.ndarray]:
    """Prophet as it comes; missing slots stay missing, as its manual says."""
    import pandas as pd
    from prophet import Prophet

    def run(y: np.ndarray, first_day: str, days: int) -> np.ndarray:
        slots = y.shape[1]
        ds = stamps(first_day, len(y) + days, slots)
        frame = pd.DataFrame({"ds": ds[: y.size], "y": y.reshape(-1)}).dropna()
        model = Prophet()
        model.fit(frame)
        return np.asarray(model.predict(pd.DataFrame({"ds": ds[y.size :]}))["yhat"]).reshape(days, slots)

    return run


MODELS: dict[str, tuple[str, Callable[[], Callable[[np.ndarray, str, int], np.ndarray]]]] = {
    "MSTL": ("statsforecast", lambda: statsforecast_model("MSTL")),
    "AutoETS": ("statsforecast", lambda: statsforecast_model("AutoETS")),
    "LightGBM": ("mlforecast", mlforecast_model),
    "Prophet": ("prophet", prophet_model),
}


def main() -> None:
    """Forecast every queue at every origin, the newest origins first, as long as there is time; kept after each, should time run out."""
    from importlib.metadata import version

    source, out, method, limit = sys.argv[1:5]
    data = np.load(source)
    y, days, origins = data["y"], int(data["days"]), data["origins"]
    package, make = MODELS[method]
    began = time.monotonic()
    run = make()
    said = np.full((len(y), len(origins), days, y.shape[2]), np.nan)

    def save() -> None:
        np.savez(out, said=np.maximum(said, 0.0), version=f"{package} {version(package)}", seconds=time.monotonic() - began)

    for k in range(len(origins) - 1, -1, -1):
        for q in range(len(y)):
            if time.monotonic() - began > float(limit):
                break
            past = y[q, : origins[k]]
            known = np.flatnonzero(~np.isnan(past).all(axis=1))
            if not len(known):
                continue
            first = np.datetime64(str(data["first_day"])) + int(known[0])
            try:
                said[q, k] = run(past[known[0] :], str(first), days)
            except Exception as error:
                print(f"{method}: queue {q}, origin {k}: {type(error).__name__}: {error}"[:200], file=sys.stderr)
            save()
    save()


if __name__ == "__main__":
    main()
