/** The holds on a case, and when it was last interrupted for so long that notices and sightings are stale. */
export class HoldsSeen {
  interruptedAt: number
  private holds = new Map<string, number | undefined>()
  private stoppedAt: number | null = null
  private readonly stale: number

  constructor(stale: number, at: number) {
    this.stale = stale
    this.interruptedAt = at
  }

  get any(): boolean {
    return this.holds.size > 0
  }

  get kinds(): string[] {
    return [...this.holds.keys()]
  }

  set(hold: string, until: number | undefined, now: number): void {
    this.holds.set(hold, until)
    this.follow(now)
  }

  lift(hold: string, now: number): void {
    this.holds.delete(hold)
    this.follow(now)
  }

  endThoseDue(now: number): void {
    for (const [hold, until] of this.holds) {
      if (until !== undefined && until <= now) this.holds.delete(hold)
    }
    this.follow(now)
  }

  /** Nobody was there until `awake`: an outage, if something was due long before. */
  sleep(due: number, awake: number): void {
    if (awake - due > this.stale) this.interruptedAt = awake
  }

  private follow(now: number): void {
    if (this.any) this.stoppedAt ??= now
    else if (this.stoppedAt !== null) {
      if (now - this.stoppedAt > this.stale) this.interruptedAt = now
      this.stoppedAt = null
    }
  }
}
