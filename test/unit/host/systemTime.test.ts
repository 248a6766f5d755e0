import assert from 'node:assert/strict';
import { systemClock } from '../../../src/host/systemTime.ts';

const { DateTimeFormat } = Intl;
const { now } = Date;
const zoneAtStart = process.env['TZ'];

describe('the zone of the system clock', () => {
  let asked = 0;
  let time = Date.UTC(2026, 10, 18, 9, 0);

  beforeEach(() => {
    // Later than whatever was asked before.
    time += 3_600_000;
    Date.now = () => time;
    Intl.DateTimeFormat = new Proxy(DateTimeFormat, {
      apply: (target, self, args) => {
        asked += 1;
        return Reflect.apply(target, self, args) as unknown;
      },
    });
    systemClock.zone();
    asked = 0;
  });

  afterEach(() => {
    Date.now = now;
    Intl.DateTimeFormat = DateTimeFormat;
    process.env['TZ'] = zoneAtStart;
  });

  it('is asked for once a minute at most', () => {
    for (let event = 0; event < 1_000; event += 1) assert.equal(systemClock.zone(), zoneAtStart);
    assert.equal(asked, 0);
    time += 60_000;
    for (let event = 0; event < 1_000; event += 1) systemClock.zone();
    assert.equal(asked, 1);
  });

  it('is another one as soon as the offset is', () => {
    process.env['TZ'] = 'Asia/Tokyo';
    assert.equal(systemClock.zone(), 'Asia/Tokyo');
  });

  it('is another one within a minute where the offset is the same, and after the clock was set back', () => {
    process.env['TZ'] = 'Europe/Paris';
    time += 60_000;
    assert.equal(systemClock.zone(), 'Europe/Paris');
    process.env['TZ'] = 'Europe/Rome';
    time -= 3_600_000;
    assert.equal(systemClock.zone(), 'Europe/Rome');
  });
});
