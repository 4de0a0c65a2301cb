FROM python:3.12-slim AS build
WORKDIR /build
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN python -m venv /opt/dialonce && /opt/dialonce/bin/pip install --no-cache-dir .

FROM python:3.12-slim
RUN useradd --system --create-home --home-dir /var/lib/dialonce dialonce
COPY --from=build /opt/dialonce /opt/dialonce
USER dialonce
ENV PATH=/opt/dialonce/bin:$PATH DIALONCE_DATA=/var/lib/dialonce/data DIALONCE_HOST=0.0.0.0
EXPOSE 8080
CMD ["dialonce", "serve"]
