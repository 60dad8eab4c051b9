// The time zones there are (the database of IANA, with the older names of zones), and the rule that each keeps today.
import SimCore

public enum TimeZones {
  /// The rule of a zone; `nil` when there is no zone of this name. Capitals count. What a zone did before its present
  /// rule and announced exceptions to it (Morocco's Ramadan) are not known here.
  public static func rule(_ name: String) -> TimeZoneRule? { all[name].flatMap { TimeZoneRule(posix: String($0)) } }

  /// Whether there is a zone of this name.
  static func contains(_ name: String) -> Bool { all[name] != nil }

  private static let all: [String: Substring] = {
    var zones: [String: Substring] = [:]
    var rule: Substring = ""
    var region: Substring = ""
    for word in table.split(whereSeparator: \.isWhitespace) {
      if word.hasPrefix("=") {
        (rule, region) = (word.dropFirst(), "")
      } else if word.hasSuffix(":") {
        region = word == "-:" ? "" : word.dropLast() + "/"
      } else {
        zones[String(region + word)] = rule
      }
    }
    return zones
  }()

  /// Rules (the last line of a zone's file in the database, version 2025b), each with its regions and their places;
  /// `-` is no region.
  private static let table = """
    =<-12>12 Etc: GMT+12
    =<-11>11 Etc: GMT+11 Pacific: Niue
    =SST11 Pacific: Midway Pago_Pago Samoa US: Samoa
    =<-10>10 Etc: GMT+10 Pacific: Rarotonga Tahiti
    =HST10 -: HST Pacific: Honolulu Johnston US: Hawaii
    =HST10HDT,M3.2.0,M11.1.0 America: Adak Atka US: Aleutian
    =<-0930>9:30 Pacific: Marquesas
    =<-09>9 Etc: GMT+9 Pacific: Gambier
    =AKST9AKDT,M3.2.0,M11.1.0 America: Anchorage Juneau Metlakatla Nome Sitka Yakutat US: Alaska
    =<-08>8 Etc: GMT+8 Pacific: Pitcairn
    =PST8PDT,M3.2.0,M11.1.0 America: Ensenada Los_Angeles Santa_Isabel Tijuana Vancouver Canada: Pacific Mexico:
      BajaNorte -: PST8PDT US: Pacific
    =<-07>7 Etc: GMT+7
    =MST7 America: Creston Dawson Dawson_Creek Fort_Nelson Hermosillo Mazatlan Phoenix Whitehorse Canada: Yukon -: MST
      Mexico: BajaSur US: Arizona
    =MST7MDT,M3.2.0,M11.1.0 America: Boise Cambridge_Bay Ciudad_Juarez Denver Edmonton Inuvik Shiprock Yellowknife
      Canada: Mountain -: MST7MDT Navajo US: Mountain
    =<-06>6 Etc: GMT+6 Pacific: Galapagos
    =<-06>6<-05>,M9.1.6/22,M4.1.6/22 Chile: EasterIsland Pacific: Easter
    =CST6 America: Bahia_Banderas Belize Chihuahua Costa_Rica El_Salvador Guatemala Managua Merida Mexico_City
      Monterrey Regina Swift_Current Tegucigalpa Canada: Saskatchewan Mexico: General
    =CST6CDT,M3.2.0,M11.1.0 America: Chicago America/Indiana: Knox Tell_City America: Knox_IN Matamoros Menominee
      America/North_Dakota: Beulah Center New_Salem America: Ojinaga Rainy_River Rankin_Inlet Resolute Winnipeg -:
      CST6CDT Canada: Central US: Central Indiana-Starke
    =<-05>5 America: Bogota Eirunepe Guayaquil Lima Porto_Acre Rio_Branco Brazil: Acre Etc: GMT+5
    =CST5CDT,M3.2.0/0,M11.1.0/1 America: Havana -: Cuba
    =EST5 America: Atikokan Cancun Cayman Coral_Harbour Jamaica Panama -: EST Jamaica
    =EST5EDT,M3.2.0,M11.1.0 America: Detroit Fort_Wayne Grand_Turk America/Indiana: Indianapolis Marengo Petersburg
      Vevay Vincennes Winamac America: Indianapolis Iqaluit America/Kentucky: Louisville Monticello America:
      Louisville Montreal Nassau New_York Nipigon Pangnirtung Port-au-Prince Thunder_Bay Toronto Canada: Eastern -:
      EST5EDT US: East-Indiana Eastern Michigan
    =<-04>4 America: Boa_Vista Campo_Grande Caracas Cuiaba Guyana La_Paz Manaus Porto_Velho Brazil: West Etc: GMT+4
    =<-04>4<-03>,M9.1.6/24,M4.1.6/24 America: Santiago Chile: Continental
    =AST4 America: Anguilla Antigua Aruba Barbados Blanc-Sablon Curacao Dominica Grenada Guadeloupe Kralendijk
      Lower_Princes Marigot Martinique Montserrat Port_of_Spain Puerto_Rico Santo_Domingo St_Barthelemy St_Kitts
      St_Lucia St_Thomas St_Vincent Tortola Virgin
    =AST4ADT,M3.2.0,M11.1.0 America: Glace_Bay Goose_Bay Halifax Moncton Thule Atlantic: Bermuda Canada: Atlantic
    =NST3:30NDT,M3.2.0,M11.1.0 America: St_Johns Canada: Newfoundland
    =<-03>3 America: Araguaina America/Argentina: Buenos_Aires Catamarca ComodRivadavia Cordoba Jujuy La_Rioja Mendoza
      Rio_Gallegos Salta San_Juan San_Luis Tucuman Ushuaia America: Asuncion Bahia Belem Buenos_Aires Catamarca
      Cayenne Cordoba Coyhaique Fortaleza Jujuy Maceio Mendoza Montevideo Paramaribo Punta_Arenas Recife Rosario
      Santarem Sao_Paulo Antarctica: Palmer Rothera Atlantic: Stanley Brazil: East Etc: GMT+3
    =<-03>3<-02>,M3.2.0,M11.1.0 America: Miquelon
    =<-02>2 America: Noronha Atlantic: South_Georgia Brazil: DeNoronha Etc: GMT+2
    =<-02>2<-01>,M3.5.0/-1,M10.5.0/0 America: Godthab Nuuk Scoresbysund
    =<-01>1 Atlantic: Cape_Verde Etc: GMT+1
    =<-01>1<+00>,M3.5.0/0,M10.5.0/1 Atlantic: Azores
    =<+00>0<+02>-2,M3.5.0/1,M10.5.0/3 Antarctica: Troll
    =<-00>0 -: Factory
    =GMT0 Africa: Abidjan Accra Bamako Banjul Bissau Conakry Dakar Freetown Lome Monrovia Nouakchott Ouagadougou
      Sao_Tome Timbuktu America: Danmarkshavn Atlantic: Reykjavik St_Helena Etc: GMT GMT+0 GMT-0 GMT0 Greenwich -: GMT
      GMT+0 GMT-0 GMT0 Greenwich Iceland
    =GMT0BST,M3.5.0/1,M10.5.0 Europe: Belfast Guernsey Isle_of_Man Jersey London -: GB GB-Eire
    =UTC0 Etc: UCT UTC Universal Zulu -: UCT UTC Universal Zulu
    =WET0WEST,M3.5.0/1,M10.5.0 Atlantic: Canary Faeroe Faroe Madeira Europe: Lisbon -: Portugal WET
    =<+01>-1 Africa: Casablanca El_Aaiun Etc: GMT-1
    =CET-1 Africa: Algiers Tunis
    =CET-1CEST,M3.5.0,M10.5.0/3 Africa: Ceuta Arctic: Longyearbyen Atlantic: Jan_Mayen -: CET Europe: Amsterdam
      Andorra Belgrade Berlin Bratislava Brussels Budapest Busingen Copenhagen Gibraltar Ljubljana Luxembourg Madrid
      Malta Monaco Oslo Paris Podgorica Prague Rome San_Marino Sarajevo Skopje Stockholm Tirane Vaduz Vatican Vienna
      Warsaw Zagreb Zurich -: Poland
    =IST-1GMT0,M10.5.0,M3.5.0/1 -: Eire Europe: Dublin
    =MET-1MEST,M3.5.0,M10.5.0/3 -: MET
    =WAT-1 Africa: Bangui Brazzaville Douala Kinshasa Lagos Libreville Luanda Malabo Ndjamena Niamey Porto-Novo
    =<+02>-2 Etc: GMT-2
    =CAT-2 Africa: Blantyre Bujumbura Gaborone Harare Juba Khartoum Kigali Lubumbashi Lusaka Maputo Windhoek
    =EET-2 Africa: Tripoli Europe: Kaliningrad -: Libya
    =EET-2EEST,M3.4.4/50,M10.4.4/50 Asia: Gaza Hebron
    =EET-2EEST,M3.5.0,M10.5.0/3 Europe: Chisinau Tiraspol
    =EET-2EEST,M3.5.0/0,M10.5.0/0 Asia: Beirut
    =EET-2EEST,M3.5.0/3,M10.5.0/4 Asia: Famagusta Nicosia -: EET Europe: Athens Bucharest Helsinki Kiev Kyiv Mariehamn
      Nicosia Riga Sofia Tallinn Uzhgorod Vilnius Zaporozhye
    =EET-2EEST,M4.5.5/0,M10.5.4/24 Africa: Cairo -: Egypt
    =IST-2IDT,M3.4.4/26,M10.5.0 Asia: Jerusalem Tel_Aviv -: Israel
    =SAST-2 Africa: Johannesburg Maseru Mbabane
    =<+03>-3 Antarctica: Syowa Asia: Aden Amman Baghdad Bahrain Damascus Istanbul Kuwait Qatar Riyadh Etc: GMT-3
      Europe: Istanbul Minsk -: Turkey
    =EAT-3 Africa: Addis_Ababa Asmara Asmera Dar_es_Salaam Djibouti Kampala Mogadishu Nairobi Indian: Antananarivo
      Comoro Mayotte
    =MSK-3 Europe: Kirov Moscow Simferopol Volgograd -: W-SU
    =<+0330>-3:30 Asia: Tehran -: Iran
    =<+04>-4 Asia: Baku Dubai Muscat Tbilisi Yerevan Etc: GMT-4 Europe: Astrakhan Samara Saratov Ulyanovsk Indian:
      Mahe Mauritius Reunion
    =<+0430>-4:30 Asia: Kabul
    =<+05>-5 Antarctica: Mawson Vostok Asia: Almaty Aqtau Aqtobe Ashgabat Ashkhabad Atyrau Dushanbe Oral Qostanay
      Qyzylorda Samarkand Tashkent Yekaterinburg Etc: GMT-5 Indian: Kerguelen Maldives
    =PKT-5 Asia: Karachi
    =<+0530>-5:30 Asia: Colombo
    =IST-5:30 Asia: Calcutta Kolkata
    =<+0545>-5:45 Asia: Kathmandu Katmandu
    =<+06>-6 Asia: Bishkek Dacca Dhaka Kashgar Omsk Thimbu Thimphu Urumqi Etc: GMT-6 Indian: Chagos
    =<+0630>-6:30 Asia: Rangoon Yangon Indian: Cocos
    =<+07>-7 Antarctica: Davis Asia: Bangkok Barnaul Ho_Chi_Minh Hovd Krasnoyarsk Novokuznetsk Novosibirsk Phnom_Penh
      Saigon Tomsk Vientiane Etc: GMT-7 Indian: Christmas
    =WIB-7 Asia: Jakarta Pontianak
    =<+08>-8 Antarctica: Casey Asia: Brunei Choibalsan Irkutsk Kuala_Lumpur Kuching Singapore Ulaanbaatar Ulan_Bator
      Etc: GMT-8 -: Singapore
    =AWST-8 Australia: Perth West
    =CST-8 Asia: Chongqing Chungking Harbin Macao Macau Shanghai Taipei -: PRC ROC
    =HKT-8 Asia: Hong_Kong -: Hongkong
    =PST-8 Asia: Manila
    =WITA-8 Asia: Makassar Ujung_Pandang
    =<+0845>-8:45 Australia: Eucla
    =<+09>-9 Asia: Chita Dili Khandyga Yakutsk Etc: GMT-9 Pacific: Palau
    =JST-9 Asia: Tokyo -: Japan
    =KST-9 Asia: Pyongyang Seoul -: ROK
    =WIT-9 Asia: Jayapura
    =ACST-9:30 Australia: Darwin North
    =ACST-9:30ACDT,M10.1.0,M4.1.0/3 Australia: Adelaide Broken_Hill South Yancowinna
    =<+10>-10 Antarctica: DumontDUrville Asia: Ust-Nera Vladivostok Etc: GMT-10 Pacific: Chuuk Port_Moresby Truk Yap
    =AEST-10 Australia: Brisbane Lindeman Queensland
    =AEST-10AEDT,M10.1.0,M4.1.0/3 Antarctica: Macquarie Australia: ACT Canberra Currie Hobart Melbourne NSW Sydney
      Tasmania Victoria
    =ChST-10 Pacific: Guam Saipan
    =<+1030>-10:30<+11>-11,M10.1.0,M4.1.0 Australia: LHI Lord_Howe
    =<+11>-11 Asia: Magadan Sakhalin Srednekolymsk Etc: GMT-11 Pacific: Bougainville Efate Guadalcanal Kosrae Noumea
      Pohnpei Ponape
    =<+11>-11<+12>,M10.1.0,M4.1.0/3 Pacific: Norfolk
    =<+12>-12 Asia: Anadyr Kamchatka Etc: GMT-12 -: Kwajalein Pacific: Fiji Funafuti Kwajalein Majuro Nauru Tarawa
      Wake Wallis
    =NZST-12NZDT,M9.5.0,M4.1.0/3 Antarctica: McMurdo South_Pole -: NZ Pacific: Auckland
    =<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45 -: NZ-CHAT Pacific: Chatham
    =<+13>-13 Etc: GMT-13 Pacific: Apia Enderbury Fakaofo Kanton Tongatapu
    =<+14>-14 Etc: GMT-14 Pacific: Kiritimati
    """
}
