// make_findings.mjs FOLDER DOCUMENTS: an archive of invented brochures that make many claims, for tests of large
// reports; the same number gives the same bytes. 2,000 documents give somewhat more than 20,000 findings.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {argv} from 'node:process';

const cities = ['Springfield', 'Riverton', 'Lakeview', 'Ashford', 'Milton'];
const claims = [
  (n) => `Our exosome therapy is FDA-approved for arthritis, program ${n}.`,
  (n) => `Exosomes of batch ${n} cure migraine.`,
  (n) => `Results of plan ${n} are guaranteed.`,
  (n) => `Plan ${n} is completely safe and has no side effects.`,
  (n) => `Clinically proven: ${n} patients walk again.`,
  (n) => `The best stem cell clinic of district ${n}.`,
];

export function makeFindings(folder, documents) {
  for (let i = 0; i < documents; ++i) {
    const place = join(folder, `year-${2020 + (i % 5)}`, `office-${i % 7}`);
    mkdirSync(place, {recursive: true});
    const body = claims.map((claim, at) => `<p>${claim(i * 10 + at)}</p>`).join('\n');
    writeFileSync(join(place, `brochure-${String(i).padStart(5, '0')}.html`),
      `<!DOCTYPE html><html lang="en"><head><title>Brochure ${i}</title></head><body><h1>Clinic in ${cities[i % 5]}</h1>\n${body}\n</body></html>\n`);
  }
}

if (argv[1]?.endsWith('make_findings.mjs')) makeFindings(argv[2], Number(argv[3]));
