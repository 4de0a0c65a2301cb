FROM python:3.12-slim AS build
WORKDIR /build
COPY requirements requirements
RUN python -m venv /opt/dialonce && /opt/dialonce/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY sdk/js/built sdk/js/built
RUN /opt/dialonce/bin/pip install --no-cache-dir --no-build-isolation --no-deps .

FROM python:3.12-slim
RUN useradd --system --create-home --home-dir /var/lib/dialonce dialonce
COPY --from=build /opt/dialonce /opt/dialonce
USER dialonce
ENV PATH=/opt/dialonce/bin:$PATH DIALONCE_DATA=/var/lib/dialonce/data DIALONCE_HOST=0.0.0.0
EXPOSE 8080
CMD ["dialonce", "serve"]
