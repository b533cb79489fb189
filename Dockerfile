FROM python:3.11.14-slim-bookworm AS build
WORKDIR /srv
COPY requirements.txt requirements-serve.txt ./
RUN python -m venv /build && /build/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r requirements.txt
RUN python -m venv --without-pip /venv && /build/bin/pip --python /venv/bin/python install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r requirements-serve.txt
COPY . .
# The release is a link to a folder beside it; what is copied into the image below is that folder itself.
RUN /build/bin/python -m seed build --release /srv/made && cp -RL /srv/made /srv/release

FROM python:3.11.14-slim-bookworm
WORKDIR /srv
COPY --from=build /venv /venv
COPY --from=build /srv/app app
COPY --from=build /srv/LICENSE /srv/LICENSE-DATA.md ./
COPY --from=build /srv/release release
USER 65534:65534
ENV RECORD_RELEASE=/srv/release RECORD_HOST=0.0.0.0 RECORD_DRAIN_SECONDS=5 PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["/venv/bin/python", "-m", "app.healthcheck"]
CMD ["/venv/bin/python", "-m", "app"]
