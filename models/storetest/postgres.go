package storetest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Postgres makes an empty database until the end of the test and returns its
// address. Where no PostgreSQL is installed the test is skipped, unless
// TALLYMARK_TEST_REQUIRE names postgres: then it fails.
func Postgres(t testing.TB) string {
	t.Helper()
	bin := postgresBin()
	if bin == "" {
		if slices.Contains(strings.Split(os.Getenv("TALLYMARK_TEST_REQUIRE"), ","), "postgres") {
			t.Fatal("PostgreSQL is required but not installed: no initdb on the PATH or in /usr/lib/postgresql")
		}
		t.Skip("no PostgreSQL installed: not tested on it")
	}
	dir, err := server(bin)
	if err != nil {
		t.Fatal(err)
	}
	return newDatabase(t, dir, "template1")
}

// migratedPostgres is an empty database with the schema.
func migratedPostgres(t testing.TB) string {
	t.Helper()
	if bin := postgresBin(); bin == "" {
		return Postgres(t) // which says what is missing
	}
	schema, err := schemaDatabase()
	if err != nil {
		t.Fatal(err)
	}
	return newDatabase(t, serverDir, schema)
}

// schemaDatabase makes the database with the schema that others are copied from.
var schemaDatabase = sync.OnceValues(func() (name string, err error) {
	dir, err := server(postgresBin())
	if err != nil {
		return "", err
	}
	if err := execute(address(dir, "postgres"), "CREATE DATABASE schema"); err != nil {
		return "", err
	}
	return "schema", migrate(address(dir, "schema"))
})

// newDatabase copies a database until the end of the test.
func newDatabase(t testing.TB, dir, from string) string {
	t.Helper()
	name := fmt.Sprintf("test%d", databases.Add(1))
	admin := address(dir, "postgres")
	run(t, admin, "CREATE DATABASE "+name+" TEMPLATE "+from)
	t.Cleanup(func() { run(t, admin, "DROP DATABASE "+name+" WITH (FORCE)") })
	return address(dir, name)
}

var databases atomic.Int64

func address(dir, database string) string {
	return "postgres://tallymark@/" + database + "?host=" + dir
}

func run(t testing.TB, dsn, sql string) {
	t.Helper()
	if err := execute(dsn, sql); err != nil {
		t.Fatal(err)
	}
}

func execute(dsn, sql string) error {
	ctx := context.Background()
	c, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	_, err = c.Exec(ctx, sql)
	return errors.Join(err, c.Close(ctx))
}

// postgresBin is the folder of initdb and pg_ctl, "" if there is none.
func postgresBin() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if onPath, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(onPath); err == nil {
			found = append(found, real)
		}
	}
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(found[len(found)-1])
}

var (
	once      sync.Once
	serverDir string
	serverErr error
	// lifeline is open as long as this program runs: were it collected, the
	// server would stop.
	lifeline io.WriteCloser //lint:ignore U1000 it is held, not used
)

// server starts the one server of this test program and returns the folder of
// its socket.
func server(bin string) (string, error) {
	once.Do(func() { serverDir, serverErr = start(bin) })
	return serverDir, serverErr
}

// The shell outlives the test program: when that ends, however it ends, its
// end of the pipe closes, and the server is stopped and removed.
const script = `cd "$2" &&
"$1/initdb" -D data -U tallymark -A trust -E UTF8 --locale=C.UTF-8 --no-sync >log 2>&1 &&
"$1/pg_ctl" -D data -w -l log -o "-k $2 -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=200" start >>log 2>&1 &&
echo ready
read line
"$1/pg_ctl" -D data -m immediate stop >>log 2>&1
rm -rf "$2"`

func start(bin string) (string, error) {
	dir, err := os.MkdirTemp(root(), "tallymark-pg")
	if err != nil {
		return "", err
	}
	cmd := exec.Command("sh", "-c", script, "sh", bin, dir)
	if err := dropRoot(cmd, dir); err != nil {
		return "", err
	}
	if lifeline, err = cmd.StdinPipe(); err != nil {
		return "", err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		log, _ := os.ReadFile(filepath.Join(dir, "log"))
		return "", fmt.Errorf("PostgreSQL does not start: %w\n%s", io.ErrUnexpectedEOF, log)
	}
	return dir, nil
}

// dropRoot lets the server run as somebody else, since it refuses root.
func dropRoot(cmd *exec.Cmd, dir string) error {
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return err
		}
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return err
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	return os.Chown(dir, uid, gid)
}
