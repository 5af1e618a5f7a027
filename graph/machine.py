"""What this machine has left: memory, disk, ports. Asked before a start, so that a shortage is one clear line."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sys
from pathlib import Path

try:
    import resource
except ImportError:  # pragma: no cover - Windows
    resource = None  # type: ignore[assignment]

MEGABYTE = 1_000_000
_CGROUP = Path("/sys/fs/cgroup")


def free_memory() -> int:
    """Bytes of memory that a new process can have; on systems that do not say, all that is installed."""
    if sys.platform.startswith("linux"):
        return min(_free_of_machine(), _free_of_container())
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        return sys.maxsize


def processors() -> int:
    """Processors that this process may use; what a container is given of them counts in whole ones."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = (_CGROUP / "cpu.max").read_text(encoding="ascii").split()
        return max(1, min(own, int(quota) // int(period)))
    except (OSError, ValueError):
        return own


def allow_files(wanted: int | None) -> None:
    """Let this process have so many files and connections open, None: as many as it may be given, as far as that is its to say:
    most systems give a process 1,024 of the hundreds of thousands that it may have, unless it asks."""
    if resource is None:  # pragma: no cover - Windows
        return
    given, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if wanted is None or (wanted > most != resource.RLIM_INFINITY):
        wanted = most
    if given != resource.RLIM_INFINITY and (wanted == resource.RLIM_INFINITY or wanted > given):
        with contextlib.suppress(ValueError, OSError):  # macOS says that it gives more than it does
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _free_of_machine() -> int:
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return sys.maxsize


def _free_of_container() -> int:
    try:
        limit = (_CGROUP / "memory.max").read_text(encoding="ascii").strip()
        used = int((_CGROUP / "memory.current").read_text(encoding="ascii"))
        stat = (_CGROUP / "memory.stat").read_text(encoding="ascii").splitlines()
        # Files that are only cached count as used, but are given up when memory is needed.
        cached = sum(int(line.split()[1]) for line in stat if line.startswith(("inactive_file ", "active_file ")))
        return sys.maxsize if limit == "max" else max(0, int(limit) - used + cached)
    except (OSError, ValueError):
        return sys.maxsize


def free_disk(folder: Path) -> int:
    """Bytes free for this user where `folder` is, or will be made."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def port_in_use(port: int) -> bool:
    """Whether something listens on this port of the loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    # Some systems let two programs bind one port, one to every address and one to the loopback alone.
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_ports(count: int) -> list[int]:
    """Ports of the loopback that nothing listens on now, all different."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()
