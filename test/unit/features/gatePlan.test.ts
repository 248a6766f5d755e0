import assert from 'node:assert/strict';
import {
  planGate,
  type GateKey,
  type GateRecord,
  type GateValues,
  type GateWrite,
} from '../../../src/features/diagnostics-gate/gatePlan.ts';

const ALONE = { grasp: 'information', '*': 'none' };

/** A settings file, and the record beside it. */
class Settings {
  values: GateValues;
  record: GateRecord | undefined;
  /** what the workspace says of whether it is on, if anything */
  inWorkspace: boolean | undefined;

  constructor(values: GateValues) {
    this.values = values;
  }

  /** Goes on from where it is, and dies after some writes; gives how many there would have been. */
  run(wanted: boolean, most = Infinity): { planned: number; left: readonly GateKey[] } {
    const isOn = this.inWorkspace ?? this.values.enabled === true;
    const { writes, left } = planGate({ values: this.values, isOn }, wanted, this.record);
    for (const write of writes.slice(0, most)) this.#write(write);
    return { planned: writes.length, left };
  }

  set(values: GateValues): void {
    this.values = { ...this.values, ...values };
  }

  #write(write: GateWrite): void {
    // As it would come back from the disk.
    const value: unknown = write.value === undefined ? undefined : JSON.parse(JSON.stringify(write.value));
    if (write.to === 'record') this.record = value as GateRecord | undefined;
    else {
      const { [write.to]: _, ...others } = this.values;
      this.values = value === undefined ? others : { ...others, [write.to]: value };
    }
  }
}

const BEFORE: [string, GateValues, GateValues][] = [
  ['nothing', {}, { sources: ALONE, enabled: true }],
  ['off', { enabled: false }, { sources: ALONE, enabled: true }],
  ['off, with sources', { enabled: false, sources: { eslint: 'error' } }, { sources: ALONE, enabled: true }],
  ['on', { enabled: true }, { enabled: true, sources: { grasp: 'information' } }],
  [
    'on, with sources',
    { enabled: true, sources: { eslint: 'warning', '*': 'none' } },
    { enabled: true, sources: { eslint: 'warning', '*': 'none', grasp: 'information' } },
  ],
  ['on, with nonsense for sources', { enabled: true, sources: 'all' }, { enabled: true, sources: 'all' }],
];

describe('the gate of the git extension', () => {
  for (const [name, before, after] of BEFORE) {
    it(`is switched on where settings say ${name}, and exactly back`, () => {
      const settings = new Settings(before);
      settings.run(true);
      assert.deepEqual(settings.values, after);
      assert.equal(settings.run(true).planned, 0, 'it is done');
      assert.deepEqual(settings.run(false).left, []);
      assert.deepEqual(settings.values, before);
      assert.equal(settings.record, undefined);
      assert.equal(settings.run(false).planned, 0);
    });

    it(`goes on, or back, from every death, where settings say ${name}`, () => {
      for (const [first, then] of [
        [true, true],
        [true, false],
        [false, false],
        [false, true],
      ] as const) {
        for (let most = 0; ; most += 1) {
          const settings = new Settings(before);
          if (!first) settings.run(true);
          const { planned } = settings.run(first, most);
          settings.run(then);
          assert.deepEqual(settings.values, then ? after : before, `${String(most)} of ${String(planned)} writes`);
          settings.run(false);
          assert.deepEqual([settings.values, settings.record], [before, undefined]);
          if (most >= planned) break;
        }
      }
    });

    it(`has what was before on the disk whenever settings are changed, where they say ${name}`, () => {
      for (let most = 0; most < 5; most += 1) {
        const settings = new Settings(before);
        settings.run(true, most);
        if (JSON.stringify(settings.values) !== JSON.stringify(before))
          assert.deepEqual(settings.record?.before, before);
      }
    });

    it(`is never on for anybody's errors on the way, where settings say ${name}`, () => {
      for (const wanted of [true, false]) {
        for (let most = 0; most < 5; most += 1) {
          const settings = new Settings(before);
          if (!wanted) settings.run(true);
          settings.run(wanted, most);
          const { enabled, sources } = settings.values;
          if (before.enabled !== true && enabled === true) assert.deepEqual(sources, ALONE);
        }
      }
    });
  }

  it('leaves what the person changed meanwhile, and says so', () => {
    const settings = new Settings({});
    settings.run(true);
    settings.set({ sources: { ...ALONE, eslint: 'error' } });
    assert.deepEqual(settings.run(false).left, ['sources']);
    assert.deepEqual(settings.values, { sources: { ...ALONE, eslint: 'error' } });
    assert.equal(settings.record, undefined);
  });

  it('is not switched on again where the person has switched it off', () => {
    const settings = new Settings({});
    settings.run(true);
    settings.set({ enabled: false });
    assert.equal(settings.run(true).planned, 0);
    assert.deepEqual(settings.run(false).left, ['enabled']);
    assert.deepEqual(settings.values, { enabled: false });
  });

  it('takes nothing away from a workspace that has it on', () => {
    const settings = new Settings({});
    settings.inWorkspace = true;
    settings.run(true);
    assert.deepEqual(settings.values, { sources: { grasp: 'information' } });
    settings.run(false);
    assert.deepEqual(settings.values, {});
  });

  it('is switched on for all others too where a workspace had it on at first, and exactly back', () => {
    for (const before of [{}, { enabled: false }, { sources: { eslint: 'warning' } }]) {
      for (let most = 0; ; most += 1) {
        const settings = new Settings(before);
        settings.inWorkspace = true;
        settings.run(true);
        settings.inWorkspace = undefined;
        const { planned } = settings.run(true, most);
        settings.run(true);
        assert.deepEqual(settings.values, { sources: ALONE, enabled: true }, `${String(most)} of ${String(planned)}`);
        assert.equal(settings.run(true).planned, 0, 'it is done');
        assert.deepEqual(settings.run(false).left, []);
        assert.deepEqual([settings.values, settings.record], [before, undefined]);
        if (most >= planned) break;
      }
    }
  });

  it('is not switched on for all others where the person has changed what it wrote for a workspace', () => {
    for (const [before, since] of [
      [{}, { enabled: false }],
      [{}, { sources: { grasp: 'information', eslint: 'error' } }],
      [{ enabled: true }, { enabled: false }],
    ] as const) {
      const settings = new Settings(before);
      settings.inWorkspace = true;
      settings.run(true);
      settings.set(since);
      settings.inWorkspace = undefined;
      const { values } = settings;
      assert.equal(settings.run(true).planned, 0);
      assert.deepEqual(settings.values, values);
    }
  });

  it('takes nothing away from a person who has it on, where a workspace has it off', () => {
    const before = { enabled: true, sources: { eslint: 'error' } };
    const settings = new Settings(before);
    settings.inWorkspace = false;
    settings.run(true);
    assert.deepEqual(settings.values, { enabled: true, sources: { eslint: 'error', grasp: 'information' } });
    settings.run(false);
    assert.deepEqual(settings.values, before);
  });

  it('takes what another window wrote for no setting of before', () => {
    const [one, other] = [new Settings({ enabled: false }), new Settings({ enabled: false })];
    one.run(true, 2);
    other.values = one.values;
    assert.equal(other.run(true).planned, 0);
  });

  it('says the same in whatever order the keys stand', () => {
    const settings = new Settings({});
    settings.run(true);
    settings.set({ sources: { '*': 'none', grasp: 'information' } });
    assert.deepEqual(settings.run(false).left, []);
    assert.deepEqual(settings.values, {});
  });
});
