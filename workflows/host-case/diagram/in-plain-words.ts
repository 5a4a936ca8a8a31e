import type { EffectKind } from '../../../domain/effect.ts'
import type { LawGuard, LawTransition } from './law-node.ts'
import { conditions, effects, ends, events } from './words.ts'

/** What makes a transition happen: an event, the end of a delay, or a condition alone. */
export function causeInWords({ eventType, guard }: LawTransition): string {
  const event = eventInWords(eventType)
  const condition = guard === undefined ? '' : conditionInWords(guard, true)
  if (condition.startsWith('a person decides')) return condition
  if (event === '') return condition || 'otherwise'
  if (condition === '') return event
  return condition.startsWith('of ') ? `${event} ${condition}` : `${event}, ${condition}`
}

function conditionInWords(guard: LawGuard, holds: boolean): string {
  if (typeof guard === 'string') return named(guard, holds)
  if ('guards' in guard) {
    const inner = guard.guards.map((one) => conditionInWords(one, guard.name === 'not' ? !holds : holds))
    return inner.join(' and ')
  }
  const { is, kind, hold } = guard.params ?? {}
  if (is) return `a person decides: ${is}`
  if (hold) return `there is a hold: ${hold}`
  const effect = effects[kind as EffectKind]
  if (effect === undefined) throw new Error(`${kind} has no words yet`)
  if (guard.type === 'ends') return `of ${effect}`
  return holds ? `${effect} is under way` : `${effect} has ended`
}

function named(name: string, holds: boolean): string {
  const words = conditions[name as keyof typeof conditions]
  if (typeof words === 'string' && holds) return words
  const said = typeof words === 'string' ? undefined : words?.[holds ? 0 : 1]
  if (said === undefined) throw new Error(`${holds ? '' : 'not '}${name} has no words yet`)
  return said
}

function eventInWords(type: string): string {
  if (type === '') return ''
  const delay = /^xstate\.after\.(\w+)\./.exec(type)?.[1]
  const words = delay ? ends[delay as keyof typeof ends] : events[type]
  if (words === undefined) throw new Error(`${type} has no words yet`)
  return words
}
