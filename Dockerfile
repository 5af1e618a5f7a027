# The service alone; the database is another container (see docker-compose.yml), so no Java is needed here.
FROM python:3.13-slim

RUN useradd --create-home --uid 10001 imagine && install -d -o imagine -g imagine /home/imagine/data /home/imagine/data/curation
WORKDIR /app

# First what changes seldom, so that a change of the code does not install everything again.
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY . .
# The image's own Python is the environment in which ./imagine looks for what it needs.
RUN ln -s /usr/local .venv
USER imagine
# In a container the service must listen on every address of the container; the compose file publishes it on loopback.
ENV PATH=/app:$PATH \
    IMAGINE_HOME=/home/imagine/data \
    IMAGINE_HOST=0.0.0.0 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1

EXPOSE 8000
VOLUME /home/imagine/data
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=6 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=4)"]

CMD ["imagine", "up"]
