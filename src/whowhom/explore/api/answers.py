"""A table as JSON, CSV or an Arrow stream."""

from __future__ import annotations

import csv
import io
from typing import Any, Final, Literal

from fastapi import Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from whowhom.store import Table

Format = Literal["json", "csv", "arrow"]
MEDIA: Final[dict[str, str]] = {
    "json": "application/json",
    "csv": "text/csv",
    "arrow": "application/vnd.apache.arrow.stream",
}


def wanted(request: Request, given: Format | None) -> Format:
    """The format that was asked for, by ``format`` or else by the Accept header; JSON when neither names one."""
    if given is not None:
        return given
    accepted = request.headers.get("accept", "")
    return "csv" if MEDIA["csv"] in accepted else "arrow" if MEDIA["arrow"] in accepted else "json"


def answer(table: Table, form: Format, **more: Any) -> Response:
    """The table in that format. ``more`` stands beside the rows in JSON, and in headers (X-Next) otherwise."""
    headers = {f"X-{name.title()}": str(value) for name, value in more.items() if value is not None}
    if form == "csv":
        return Response(_csv(table), media_type=MEDIA["csv"], headers=headers)
    if form == "arrow":
        return Response(_arrow(table), media_type=MEDIA["arrow"], headers=headers)
    return JSONResponse(jsonable_encoder({"rows": table.rows(), **more}))


def _csv(table: Table) -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(table.columns)
    rows.writerows([_cell(value) for value in row.values()] for row in table)
    return out.getvalue()


def _cell(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _arrow(table: Table) -> bytes:
    import pyarrow as pa  # noqa: PLC0415  (only this format needs it)

    out = io.BytesIO()
    data = table.arrow()
    with pa.ipc.new_stream(out, data.schema) as stream:
        stream.write_table(data)
    return out.getvalue()
