/** Makes all tests of the enclosing suite run in a time zone. Node looks at the variable again whenever it is set. */
export function inZone(zone: string): void {
  let earlier: string | undefined;
  before(() => {
    earlier = process.env['TZ'];
    process.env['TZ'] = zone;
  });
  after(() => {
    if (earlier === undefined) delete process.env['TZ'];
    else process.env['TZ'] = earlier;
  });
}
