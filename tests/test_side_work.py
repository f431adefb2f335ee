"""Work beside this process gives what it would give here, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lindero.side_work import working_beside

HERE = os.getpid()

# Elsewhere a thread does the work, which nobody can end: it is waited for.
forking = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")


def fail_elsewhere() -> int:
    """Something that only comes to an end in this very process."""
    if os.getpid() != HERE:
        os._exit(3)
    return 7


@pytest.mark.parametrize("threaded", [True, False])
@pytest.mark.parametrize("threads", [0, 1])
@pytest.mark.parametrize(
    ("work", "result"), [(lambda: Path("a") / "b", Path("a/b")), (fail_elsewhere, 7)]
)
def test_a_result_is_the_same_wherever_it_was_found(work, result, threads, threaded):
    done = threading.Event()
    waiting = [threading.Thread(target=done.wait) for _ in range(threads)]
    for thread in waiting:
        thread.start()
    with working_beside(work, threaded=threaded) as awaited:
        assert [awaited(), awaited()] == [result, result]
    done.set()


def test_a_mistake_of_ours_is_raised_here():
    with pytest.raises(ZeroDivisionError), working_beside(lambda: 1 // 0) as awaited:
        awaited()


@forking
def test_what_nobody_waits_for_does_not_go_on():
    begun, opened = os.pipe()
    with working_beside(lambda: os.write(opened, b"begun") and threading.Event().wait(30)):
        assert os.read(begun, 5) == b"begun"
    os.close(opened)
    assert os.read(begun, 1) == b""  # no other process has it open any more
    os.close(begun)


@forking
def test_work_ends_when_the_process_that_wants_it_is_killed():
    script = (
        "import os, signal\nfrom lindero.side_work import working_beside\n"
        "with working_beside(lambda: bytes(1_000_000)):\n    os.kill(os.getpid(), signal.SIGKILL)"
    )
    # What it prints to is open until both have ended.
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, timeout=30
    )
    assert done.returncode == -signal.SIGKILL


@forking
def test_where_no_process_can_be_begun_the_work_is_done_here():
    script = (
        "import os, resource\nfrom lindero.side_work import working_beside\n"
        "room = os.dup(0)\nos.close(room)\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (room, room))\n"
        "with working_beside(os.getpid, threaded=False) as awaited:\n"
        "    assert awaited() == os.getpid()"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=30)
