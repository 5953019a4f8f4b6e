package storetest

import (
	"os"
	"syscall"
	"testing"
)

// enoughMemory is what the databases of one test program may need.
const enoughMemory = 2 << 30

// root is where databases of tests lie: in memory where there is enough of it,
// since a test that makes a database waits for the disk longer than it works.
// Not os.TempDir: the path of PostgreSQL's socket has 107 bytes at most.
func root() string {
	const memory = "/dev/shm"
	var s syscall.Statfs_t
	if err := syscall.Statfs(memory, &s); err != nil || uint64(s.Bavail)*uint64(s.Bsize) < enoughMemory {
		return "/tmp"
	}
	return memory
}

// folder is an empty folder until the end of the test.
func folder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp(root(), "tallymark-test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}
