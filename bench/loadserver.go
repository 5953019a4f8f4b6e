package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
)

// loaded is the program while it serves. It keeps its address when it is
// started again.
type loaded struct {
	program, db string
	peak        float64 // megabytes, on Linux

	mu   sync.Mutex
	addr string
	cmd  *exec.Cmd
}

func (s *loaded) start() error {
	addr := s.addr
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	cmd := exec.Command(s.program, "serve", "--addr", addr, "--db", s.db)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return errors.Join(fmt.Errorf("the server says nothing: %w", err), cmd.Wait())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cmd, s.addr = cmd, strings.TrimPrefix(strings.TrimSpace(strings.TrimPrefix(line, "Tallymark is at ")), "http://")
	return nil
}

func (s *loaded) base() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return "http://" + s.addr
}

// stop asks the server to end, and notes what it needed.
func (s *loaded) stop() error {
	s.peak = max(s.peak, peakMemory(s.cmd.Process.Pid))
	return errors.Join(s.cmd.Process.Signal(os.Interrupt), s.cmd.Wait())
}

// kill ends the server where it stands.
func (s *loaded) kill() error {
	s.peak = max(s.peak, peakMemory(s.cmd.Process.Pid))
	if err := s.cmd.Process.Signal(syscall.SIGKILL); err != nil {
		return err
	}
	var ended *exec.ExitError
	if err := s.cmd.Wait(); !errors.As(err, &ended) {
		return err
	}
	return nil
}
