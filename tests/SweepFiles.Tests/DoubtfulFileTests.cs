namespace Experiments.SweepFiles.Tests;

/// <summary>
/// Each file in <c>doubtful</c> is a valid sweep with exactly the warnings in <c>expected.txt</c>. Other valid files
/// have no warnings, except about ignored keys.
/// </summary>
public class DoubtfulFileTests
{
    private static readonly ILookup<string, string> Expected = SweepTexts.Expected("doubtful");

    public static TheoryData<string> Names => SweepTexts.Names("doubtful");

    [Theory, MemberData(nameof(Names))]
    public void Read_DoubtfulFile_WarnsOfExactlyWhatAndWhere(string name)
    {
        var result = SweepFile.Read(Path.Combine(SweepTexts.Folder("doubtful"), name));

        result.Errors.ShouldBeEmpty();
        result.Warnings.Select(warning => (warning with { File = name }).ToString()).ShouldBe(Expected[name]);
    }

    [Fact]
    public void Expected_EveryLine_HasItsFile() =>
        Expected.Select(group => group.Key).Except(Names.Select(row => row.Data)).ShouldBeEmpty();

    [Fact]
    public void Read_WellFormedFile_HasNoWarningsButOfKeysThatAreIgnored()
    {
        var files = Directory.GetFiles(SweepTexts.Folder("wellformed")).Concat(Directory.GetFiles(SweepTexts.Examples))
            .Where(file => Path.GetExtension(file) != ".spec");

        files.SelectMany(file => SweepFile.Read(file).Warnings).Select(warning => warning.Message)
            .ShouldAllBe(message => message.EndsWith("are ignored: 'project', 'entity'", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_FileWithAnErrorToo_SaysBoth()
    {
        var result = SweepFile.Parse(SweepTexts.Program("run_cap: 0\nparameters: {x: {min: 0, max: 1}}\n"), "f.yaml");

        result.IsValid.ShouldBeFalse();
        result.Errors.ShouldHaveSingleItem();
        result.Warnings.ShouldHaveSingleItem().ToString()
            .ShouldStartWith("f.yaml:5:17: warning: parameter 'x' gives 0 or 1");
    }
}
