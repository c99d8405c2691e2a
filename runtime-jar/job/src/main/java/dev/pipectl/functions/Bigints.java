package dev.pipectl.functions;

/** 64-bit arithmetic that never wraps. Messages name the operator and no value: a record's contents stay out of logs. */
final class Bigints {
    private Bigints() {}

    static long add(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw overflow("+");
        }
        return sum;
    }

    static long subtract(long a, long b) {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0) {
            throw overflow("-");
        }
        return difference;
    }

    static long multiply(long a, long b) {
        long product = a * b;
        if (Math.multiplyHigh(a, b) != product >> 63) {
            throw overflow("*");
        }
        return product;
    }

    static long divide(long a, long b) {
        if (b == 0) {
            throw byZero("/");
        }
        if (a == Long.MIN_VALUE && b == -1) {
            throw overflow("/");
        }
        return a / b;
    }

    static long remainder(long a, long b) {
        if (b == 0) {
            throw byZero("%");
        }
        return a % b;
    }

    static long negate(long a) {
        if (a == Long.MIN_VALUE) {
            throw overflow("-");
        }
        return -a;
    }

    static ArithmeticException overflow(String operator) {
        return new ArithmeticException("The result of bigint " + operator + " does not fit into 64 bits");
    }

    private static ArithmeticException byZero(String operator) {
        return new ArithmeticException("The right side of bigint " + operator + " is 0");
    }
}
