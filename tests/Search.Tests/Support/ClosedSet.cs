using System.Reflection;

namespace Experiments.Search.Tests.Support;

/// <summary>The kinds of a record that are nested in it, which its private constructor enforces.</summary>
internal static class ClosedSet
{
    public static IReadOnlyList<Type> KindsOf<T>()
    {
        Type[] kinds = [.. typeof(T).GetNestedTypes(BindingFlags.Public).Where(kind => kind.IsSubclassOf(typeof(T)))];
        kinds.Length.ShouldBeGreaterThan(2);
        return kinds;
    }
}
