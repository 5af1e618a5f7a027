"""What those who run the service can watch: a log whose lines name their request, metrics for Prometheus, traces for OpenTelemetry.

Nothing of it holds what somebody asked for (the end of an address, a query string, a parameter): people's names stand there.
"""
