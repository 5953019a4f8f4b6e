package models

import (
	"context"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"gorm.io/gorm"
)

var (
	sqliteTrigger    = regexp.MustCompile(`(?s)CREATE TRIGGER (\w+).*?\nEND;`)
	postgresTrigger  = regexp.MustCompile(`CREATE TRIGGER (\w+)`)
	postgresFunction = regexp.MustCompile(`(?s)CREATE (?:OR REPLACE )?FUNCTION (\w+)\(.*?\$\$(.*?)\$\$`)
	droppedTrigger   = regexp.MustCompile(`DROP TRIGGER (?:IF EXISTS )?(\w+)`)
)

// guards are the triggers, and on PostgreSQL the functions, that the
// migrations up to a version make, with their text.
func guards(dialect string, version int64) (map[string]string, error) {
	names, err := fs.Glob(migrations, "migrations/"+dialect+"/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	made := make(map[string]string)
	for _, name := range names {
		var number int64
		if _, err := fmt.Sscanf(strings.TrimPrefix(name, "migrations/"+dialect+"/"), "%d_", &number); err != nil || number > version {
			continue
		}
		text, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for _, m := range droppedTrigger.FindAllSubmatch(text, -1) {
			delete(made, "trigger "+string(m[1]))
		}
		if dialect == dialectSQLite {
			for _, m := range sqliteTrigger.FindAllSubmatch(text, -1) {
				made["trigger "+string(m[1])] = collapseSpace(strings.TrimSuffix(string(m[0]), ";"))
			}
			continue
		}
		for _, m := range postgresTrigger.FindAllSubmatch(text, -1) {
			made["trigger "+string(m[1])] = "O"
		}
		for _, m := range postgresFunction.FindAllSubmatch(text, -1) {
			made["function "+string(m[1])] = collapseSpace(string(m[2]))
		}
	}
	return made, nil
}

// verifyGuards looks whether the triggers that keep decisions and the audit
// log are there, as they were made and switched on.
func verifyGuards(ctx context.Context, tx *gorm.DB, r *Report) error {
	version, err := one[int64](tx.WithContext(ctx), "SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version")
	if err != nil {
		return err
	}
	want, err := guards(tx.Name(), version)
	if err != nil {
		return err
	}
	query := "SELECT 'trigger ' || name AS name, sql AS text FROM sqlite_master WHERE type = 'trigger'"
	if tx.Name() == dialectPostgres {
		query = `SELECT 'trigger ' || tgname AS name, tgenabled::text AS text FROM pg_trigger
			JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
			UNION ALL SELECT 'function ' || proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace`
	}
	var found []struct{ Name, Text string }
	if err := tx.WithContext(ctx).Raw(query).Scan(&found).Error; err != nil {
		return err
	}
	var wrong []string
	for _, f := range found {
		if strings.HasPrefix(f.Name, "function river_") {
			continue // the queue's own, made by it
		}
		if text, ok := want[f.Name]; !ok || text != collapseSpace(f.Text) {
			wrong = append(wrong, f.Name+" is not as it was made")
		}
		delete(want, f.Name)
	}
	for name := range want {
		wrong = append(wrong, name+" is missing")
	}
	slices.Sort(wrong)
	r.add("guards", len(wrong) == 0, strings.Join(wrong, "; "))
	return nil
}
