namespace Experiments.SweepFiles.Tests;

/// <summary>
/// Each file in <c>malformed</c> is refused with exactly the lines in <c>expected.txt</c>, so that all changes to
/// messages show in one place.
/// </summary>
public class MalformedFileTests
{
    private static readonly ILookup<string, string> Expected = SweepTexts.Expected("malformed");

    public static TheoryData<string> Names => SweepTexts.Names("malformed");

    [Theory, MemberData(nameof(Names))]
    public void Read_MalformedFile_SaysExactlyWhatAndWhere(string name)
    {
        var result = SweepFile.Read(Path.Combine(SweepTexts.Folder("malformed"), name));

        result.Spec.ShouldBeNull();
        result.Errors.Select(error => (error with { File = name }).ToString()).ShouldBe(Expected[name]);
    }

    [Fact]
    public void Expected_EveryLine_HasItsFile() =>
        Expected.Select(group => group.Key).Except(Names.Select(row => row.Data)).ShouldBeEmpty();
}
