// Package models holds the domain types of Tallymark and every query. It is
// the only place that knows the database: SQLite in one file, or PostgreSQL.
//
// Every change is one transaction with one row in the audit log, and every
// method that reads or changes takes the [Actor] it acts for and checks what
// that person may do.
package models
