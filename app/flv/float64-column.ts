/** A list of numbers that grows in place: millions of entries without an object for each. */
export class Float64Column {
  length = 0;
  private values = new Float64Array(256);

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** The entries so far; not a copy, so later entries do not appear in it. */
  view(): Float64Array {
    return this.values.subarray(0, this.length);
  }
}
