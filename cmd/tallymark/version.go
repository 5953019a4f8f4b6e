package main

import (
	"fmt"
	"runtime/debug"

	"tallymark/extract"
)

type versionCommand struct{}

// Run prints the version of the program, of the engine's rules and of Go.
func (x *versionCommand) Run(c *console) error {
	info, ok := debug.ReadBuildInfo()
	goVersion := "unknown"
	if ok {
		goVersion = info.GoVersion
	}
	fmt.Fprintf(c.stdout, "tallymark %s, engine %s, %s\n", buildVersion(), extract.Version(), goVersion)
	return nil
}

// buildVersion is the module's version, else the commit it was built from.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return s.Value[:12]
		}
	}
	return "devel"
}
