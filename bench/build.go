package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
)

// build compiles the program to a file. The file is a copy of what the linker
// wrote: that one lies in the memory of the system in such large pieces that
// each process that runs it seems to hold 11 MB more than of any copy.
func build(program string) error {
	linked := program + ".linked"
	defer os.Remove(linked)
	if out, err := exec.Command("go", "build", "-o", linked, "./cmd/tallymark").CombinedOutput(); err != nil {
		return fmt.Errorf("build the program: %w\n%s", err, out)
	}
	from, err := os.Open(linked)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(program, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o755)
	if err != nil {
		return err
	}
	if _, err := io.Copy(to, from); err != nil {
		to.Close()
		return err
	}
	return to.Close()
}
