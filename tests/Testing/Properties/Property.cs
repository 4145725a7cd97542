using System.Reflection;
using System.Text.RegularExpressions;
using CsCheck;

namespace Experiments.Testing.Properties;

/// <summary>Checks properties of all values of a generator. A failure contains the command that repeats it.</summary>
public static partial class Property
{
    /// <summary>
    /// Checks a property for a number of values, or for fewer if <c>CsCheck_Iter</c> says so. Default: CsCheck's.
    /// </summary>
    /// <exception cref="PropertyFailedException">The property does not hold for a value.</exception>
    public static void ForAll<T>(this Gen<T> gen, Action<T> holds, long iter = -1)
    {
        try
        {
            gen.Sample(holds, iter: iter);
        }
        catch (CsCheckException failure)
        {
            throw new PropertyFailedException(CommandOf(failure.Message), failure);
        }
    }

    /// <inheritdoc cref="ForAll{T}(Gen{T}, Action{T}, long)"/>
    public static void ForAll<T>(this Gen<T> gen, Func<T, bool> holds, long iter = -1) =>
        gen.ForAll(v => { if (!holds(v)) throw new CsCheckException("It is false."); }, iter);

    /// <inheritdoc cref="ForAll{T}(Gen{T}, Action{T}, long)"/>
    public static void ForAll<T1, T2>(this Gen<(T1, T2)> gen, Action<T1, T2> holds, long iter = -1) =>
        gen.ForAll(v => holds(v.Item1, v.Item2), iter);

    /// <inheritdoc cref="ForAll{T}(Gen{T}, Action{T}, long)"/>
    public static void ForAll<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Action<T1, T2, T3> holds, long iter = -1) =>
        gen.ForAll(v => holds(v.Item1, v.Item2, v.Item3), iter);

    /// <inheritdoc cref="ForAll{T}(Gen{T}, Action{T}, long)"/>
    public static void ForAll<T1, T2, T3, T4>(
        this Gen<(T1, T2, T3, T4)> gen, Action<T1, T2, T3, T4> holds, long iter = -1) =>
        gen.ForAll(v => holds(v.Item1, v.Item2, v.Item3, v.Item4), iter);

    /// <inheritdoc cref="ForAll{T}(Gen{T}, Action{T}, long)"/>
    public static void ForAll<T1, T2, T3, T4, T5>(
        this Gen<(T1, T2, T3, T4, T5)> gen, Action<T1, T2, T3, T4, T5> holds, long iter = -1) =>
        gen.ForAll(v => holds(v.Item1, v.Item2, v.Item3, v.Item4, v.Item5), iter);

    /// <inheritdoc cref="ForAll{T}(Gen{T}, Action{T}, long)"/>
    public static void ForAll<T1, T2, T3, T4, T5, T6>(
        this Gen<(T1, T2, T3, T4, T5, T6)> gen, Action<T1, T2, T3, T4, T5, T6> holds, long iter = -1) =>
        gen.ForAll(v => holds(v.Item1, v.Item2, v.Item3, v.Item4, v.Item5, v.Item6), iter);

    /// <inheritdoc cref="ForAll{T}(Gen{T}, Action{T}, long)"/>
    public static async Task ForAllAsync<T>(this Gen<T> gen, Func<T, Task> holds, long iter = -1)
    {
        try
        {
            await gen.SampleAsync(holds, iter: iter);
        }
        catch (CsCheckException failure)
        {
            throw new PropertyFailedException(CommandOf(failure.Message), failure);
        }
    }

    /// <summary>Returns the command for the current test and the failing seed that CsCheck reported.</summary>
    private static string CommandOf(string failure)
    {
        var seed = Seed().Match(failure);
        var test = TestContext.Current.TestMethod
            ?? throw new InvalidOperationException("A property is checked by a test, on the test's own thread.");
        var project = Assembly.Load(test.TestClass.TestCollection.TestAssembly.AssemblyName)
            .GetName().Name!["Experiments.".Length..];
        return $"CsCheck_Seed={seed.Groups[1].Value} ./test --project tests/{project} --filter-method "
            + $"\"{test.TestClass.TestClassName}.{test.MethodName}\"";
    }

    [GeneratedRegex("CsCheck_Seed=([0-9A-Za-z_-]+)")]
    private static partial Regex Seed();
}
