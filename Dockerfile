FROM python:3.11-slim AS build
WORKDIR /srv
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
COPY . .
# The release is a link to a folder beside it; what is copied into the image below is that folder itself.
RUN /venv/bin/python -m seed build --release /srv/made && cp -RL /srv/made /srv/release

FROM python:3.11-slim
WORKDIR /srv
RUN useradd --system --no-create-home app
COPY --from=build /venv /venv
COPY --from=build /srv/app app
COPY --from=build /srv/release release
USER app
ENV RECORD_RELEASE=/srv/release RECORD_HOST=0.0.0.0 PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s \
  CMD ["/venv/bin/python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ.get(\"RECORD_PORT\", \"8000\")}/readyz', timeout=2)"]
CMD ["/venv/bin/python", "-m", "app"]
