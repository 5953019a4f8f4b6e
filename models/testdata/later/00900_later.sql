-- +goose Up
ALTER TABLE outlets ADD COLUMN country TEXT NOT NULL DEFAULT '';
