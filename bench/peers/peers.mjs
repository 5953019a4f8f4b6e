// Reads {"text"} lines from standard input and prints, for each peer, one JSON
// line: bytes, seconds, spans found. One warm-up text each, then all texts once.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const limit = Number(process.argv[2] || 300000);

const texts = [];
for await (const line of createInterface({ input: process.stdin })) texts.push(JSON.parse(line).text);

function recognizers() {
  const { recognizeNumber, recognizePercentage, recognizeCurrency, recognizeAge, recognizeDimension, Culture } = require('@microsoft/recognizers-text-suite');
  const models = [recognizeNumber, recognizePercentage, recognizeCurrency, recognizeAge, recognizeDimension];
  return (text) => models.reduce((n, read) => n + read(text, Culture.English).length, 0);
}

function wink() {
  const model = require('wink-eng-lite-web-model');
  const nlp = require('wink-nlp')(model);
  return (text) => nlp.readDoc(text).entities().length();
}

function compromise() {
  const nlp = require('compromise');
  return (text) => nlp(text).numbers().length;
}

for (const [name, make] of Object.entries({ recognizers, wink, compromise })) {
  const read = make();
  read(texts[0]);
  let bytes = 0, spans = 0;
  const start = process.hrtime.bigint();
  for (const text of texts) {
    if (bytes >= limit) break;
    spans += read(text);
    bytes += Buffer.byteLength(text);
  }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  console.log(JSON.stringify({ name, bytes, seconds, spans }));
}
