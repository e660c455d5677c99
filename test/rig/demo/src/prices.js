// A price list, written by a person.
export const prices = [12.5, 3, 40];

// add two numbers
